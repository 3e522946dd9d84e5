import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { Alert } from '@backstage-gitops/plugin-gitops-common';
import {
  aDrift,
  anAnswer,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerPosts,
  server,
} from '../../__testUtils__/server';

const render = mount['the new frontend system'];

const drifted = anApplication({
  sync: { status: 'OutOfSync', divergence: 'Drifted' },
  drift: aDrift(),
  alert: {
    id: 'alert-1',
    openedAt: '2030-01-01T00:00:00.000Z',
    acknowledged: null,
    mayAcknowledge: true,
  },
});

function anAlert(): Alert {
  const { id, engine, instance, kind, namespace, name } = drifted;
  return {
    id: 'alert-1',
    type: 'drift',
    status: 'open',
    application: {
      id,
      engine,
      instance,
      kind,
      namespace,
      name,
      environment: 'production',
    },
    entityRefs: [],
    drift: aDrift(),
    openedAt: '2030-01-01T00:00:00.000Z',
    closedAt: null,
    end: null,
    acknowledged: null,
    mayAcknowledge: true,
  };
}

describe('the alert of an entity', () => {
  registerMswTestHooks(server);

  it('says what, where and by whom, and is acknowledged with a note', async () => {
    answerApplications(anAnswer([drifted]));
    const asked = answerPosts('/alerts/alert-1/acknowledge', () => anAlert());
    await render('card', anEntity());

    expect(
      await screen.findByText(/checkout-production drifted in production/),
    ).toBeVisible();
    expect(
      screen.getByText('Deployment/checkout spec.replicas: 2 → 5'),
    ).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: /^Acknowledge/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Until the sale is over');
    answerApplications(
      anAnswer([
        {
          ...drifted,
          alert: drifted.alert && {
            ...drifted.alert,
            acknowledged: {
              by: 'user:default/robin',
              at: '2030-01-01T00:00:00.000Z',
              note: 'Until the sale is over',
            },
          },
        },
      ]),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));

    await waitFor(() =>
      expect(asked).toEqual([{ note: 'Until the sale is over' }]),
    );
    expect(await screen.findByText(/Acknowledged by robin/)).toHaveTextContent(
      'Until the sale is over',
    );
  });

  it.each([
    ['forbidden', 'You may not acknowledge it. Ask team-shop.'],
    [
      'unconfirmed',
      'Nobody can acknowledge it yet: checkout-production does not name the entity that it belongs to.',
    ],
  ] as const)('says why it cannot be acknowledged: %s', async (may, why) => {
    const { alert } = drifted;
    answerApplications(
      anAnswer([
        { ...drifted, alert: alert && { ...alert, mayAcknowledge: may } },
      ]),
    );
    await render('card', {
      ...anEntity(),
      relations: [{ type: 'ownedBy', targetRef: 'group:default/team-shop' }],
    });
    const button = await screen.findByRole('button', { name: /^Acknowledge/ });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(why);
  });

  it('accuses nobody without evidence', async () => {
    answerApplications(
      anAnswer([
        { ...drifted, drift: aDrift({ by: 'unknown', manager: undefined }) },
      ]),
    );
    await render('card', anEntity());
    expect(await screen.findByText(/no commit explains it/)).toBeVisible();
    expect(screen.queryByText(/Somebody/)).not.toBeInTheDocument();
  });

  it('is not there for what a controller did', async () => {
    answerApplications(
      anAnswer([
        { ...drifted, alert: null, drift: aDrift({ by: 'controller' }) },
      ]),
    );
    await render('card', anEntity());
    expect(
      await screen.findByText('Deployment/checkout spec.replicas: 2 → 5'),
    ).toBeVisible();
    expect(screen.queryByText(/drifted in/)).not.toBeInTheDocument();
  });
});
