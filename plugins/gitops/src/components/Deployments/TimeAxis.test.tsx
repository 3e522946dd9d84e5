import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  anAnswer,
  anApplication,
  aSync,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  answerSyncs,
  server,
} from '../../__testUtils__/server';

const staging = anApplication({
  name: 'checkout-staging',
  environment: 'staging',
});
const production = anApplication();

const failed = aSync({
  id: 'failed',
  phase: 'Failed',
  startedAt: '2020-01-01T10:00:00.000Z',
});
const succeeded = aSync({
  id: 'succeeded',
  applicationId: staging.id,
  startedAt: '2020-01-01T08:00:00.000Z',
});

async function show(applications = [production, staging]): Promise<void> {
  answerApplications(anAnswer(applications));
  answerCommits({});
  await mount['the new frontend system']('tab', anEntity());
}

const axis = () =>
  screen.findByRole('toolbar', { name: 'Deployments by time' });
const marks = async () => within(await axis()).getAllByRole('button');

describe('TimeAxis', () => {
  registerMswTestHooks(server);

  it('has a mark for each sync, the oldest first, lane by lane', async () => {
    const older = aSync({ ...failed, id: 'older', phase: 'Succeeded' });
    answerSyncs({
      items: [
        failed,
        succeeded,
        { ...older, startedAt: '2020-01-01T07:00:00.000Z' },
      ],
    });
    await show();
    const names = (await marks()).map(mark => mark.getAttribute('aria-label'));
    expect(names).toEqual([
      'Succeeded · staging · checkout-staging',
      'Succeeded · production · checkout-production',
      'Failed · production · checkout-production',
    ]);
  });

  it('is one stop for Tab, and each mark leads to its row', async () => {
    answerSyncs({ items: [failed, succeeded] });
    await show();

    const [inStaging, inProduction] = await marks();
    while (document.activeElement !== inStaging) await userEvent.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      /Succeeded · .*2020.*Bump checkout/,
    );
    await userEvent.keyboard('{ArrowRight}');
    expect(inProduction).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(inStaging).toHaveFocus();
    await userEvent.keyboard('{End}{Enter}');
    const [failure] = within(
      screen.getByRole('list', { name: 'Deployments' }),
    ).getAllByRole('listitem');
    expect(failure).toHaveTextContent(/^Failed/);
    expect(failure).toHaveFocus();

    // It comes back to where it was left.
    await userEvent.tab({ shift: true });
    expect(inProduction).toHaveFocus();
  });

  it('hatches what was not observed, and leaves saying it to the list', async () => {
    answerSyncs({
      items: [failed, succeeded],
      unobserved: [
        {
          engine: 'argocd',
          instance: 'main',
          from: '2020-01-01T09:00:00.000Z',
          to: '2020-01-01T09:12:00.000Z',
        },
      ],
    });
    await show();
    const gaps = within(await axis()).getAllByTitle(/main was not observed/);
    expect(gaps).toHaveLength(2);
    gaps.forEach(gap => expect(gap).toHaveAttribute('aria-hidden', 'true'));
  });

  it('says how many applications it leaves out', async () => {
    const many = Array.from({ length: 13 }, (_, n) =>
      anApplication({ name: `app-${n}` }),
    );
    answerSyncs({
      items: many.map(({ id }) => aSync({ id, applicationId: id })),
    });
    await show(many);
    expect(await marks()).toHaveLength(12);
    expect(
      screen.getByText('and 1 more application, in the list only'),
    ).toBeVisible();
  });
});
