import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { anAnswer } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { aPending } from '../../__testUtils__/acting';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  server,
} from '../../__testUtils__/server';

const render = mount['the new frontend system'];

describe('what is not allowed', () => {
  registerMswTestHooks(server);
  beforeEach(() => answerCommits({}));

  it('keeps the button, disabled, where acting is not allowed, and names the owners', async () => {
    const pending = aPending();
    answerApplications(
      anAnswer([
        {
          ...pending,
          allowed: {
            operations: { sync: 'forbidden', refresh: true },
            diff: 'forbidden',
          },
        },
      ]),
    );
    const entity = anEntity();
    await render('tab', {
      ...entity,
      relations: [{ type: 'ownedBy', targetRef: 'group:default/team-shop' }],
    });

    const button = await screen.findByRole('button', { name: /^Sync 3/ });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'You may not act on checkout-production. Ask team-shop.',
    );
    await userEvent.click(screen.getByRole('button', { name: /^More for/ }));
    const refused = await screen.findByRole('group', {
      name: 'Not allowed to you; ask team-shop',
    });
    expect(
      within(refused).getByRole('menuitem', { name: 'Look at the difference' }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(
      screen.getByRole('menuitem', { name: 'Compare with Git again' }),
    ).not.toHaveAttribute('aria-disabled');
  });

  it('tells the annotation that would confirm a mere claim', async () => {
    const pending = aPending();
    answerApplications(
      anAnswer([
        {
          ...pending,
          allowed: {
            operations: { sync: 'unconfirmed' },
            diff: 'unconfirmed',
          },
        },
      ]),
    );
    const entity = anEntity();
    await render('tab', entity);
    expect(
      await screen.findByText(
        `backstage.io/entity-ref: component:default/${entity.metadata.name}`,
      ),
    ).toBeVisible();
  });

  it('sends whoever merely claims to the owners of what is confirmed', async () => {
    const pending = aPending();
    const entity = anEntity();
    answerApplications(
      anAnswer([
        {
          ...pending,
          allowed: { operations: { sync: 'forbidden' }, diff: 'forbidden' },
          bindings: [
            { entityRef: 'component:default/till', confirmed: true },
            {
              entityRef: `component:default/${entity.metadata.name}`,
              confirmed: false,
            },
          ],
        },
      ]),
    );
    await render('tab', entity);
    expect(
      await screen.findByText(/only names checkout-production/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'till' })).toHaveAttribute(
      'href',
      `/catalog/default/component/till/gitops#${pending.id}`,
    );
  });
});
