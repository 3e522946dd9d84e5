import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { Alert } from '@backstage-gitops/plugin-gitops-common';
import { aDrift } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { mountPage } from '../../__testUtils__/mount';
import { answerGets, server } from '../../__testUtils__/server';

const alert: Alert = {
  id: 'alert-1',
  type: 'drift',
  status: 'open',
  application: {
    id: 'one',
    engine: 'argocd',
    instance: 'main',
    kind: 'Application',
    namespace: 'argocd',
    name: 'checkout-production',
    environment: 'production',
  },
  entityRefs: ['component:default/checkout'],
  drift: aDrift(),
  openedAt: '2030-01-01T00:00:00.000Z',
  closedAt: null,
  end: null,
  acknowledged: null,
  mayAcknowledge: 'forbidden',
};

describe('the inbox', () => {
  registerMswTestHooks(server);

  it("has my teams' open alerts, with the way to each entity", async () => {
    const asked = answerGets('/alerts', { items: [alert], totalItems: 1 });
    mountPage('/gitops/alerts');

    expect(
      await screen.findByText(/checkout-production drifted in production/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/gitops#one',
    );
    expect(asked[0].get('owner')).toBe('teams');
    const acknowledge = screen.getByRole('button', { name: /Acknowledge/ });
    expect(acknowledge).toBeDisabled();
    expect(acknowledge).toHaveAccessibleDescription(
      'You may not acknowledge it; its owners may.',
    );
  });

  it('has those of everybody, and how those ended that are over', async () => {
    const closed = {
      ...alert,
      status: 'closed',
      closedAt: '2030-01-01T01:00:00.000Z',
      end: { how: 'synced', by: 'user:default/robin' },
    };
    const asked = answerGets('/alerts', { items: [closed], totalItems: 1 });
    mountPage('/gitops/alerts');

    await userEvent.click(await screen.findByRole('radio', { name: 'All' }));
    await waitFor(() => expect(asked.at(-1)?.get('owner')).toBeNull());
    await userEvent.click(screen.getByRole('radio', { name: 'Closed' }));
    await waitFor(() => expect(asked.at(-1)?.get('status')).toBe('closed'));
    expect(await screen.findByText(/Ended by a sync of robin/)).toBeVisible();
    // How long it lasted so far is of no meaning any more.
    expect(
      screen.getByText(/checkout-production drifted in production/),
    ).toHaveTextContent(/production$/);
    expect(screen.getByText('1 of 1 alert')).toBeVisible();
  });

  it('says so when there is none', async () => {
    answerGets('/alerts', { items: [], totalItems: 0 });
    mountPage('/gitops/alerts?whose=me');
    expect(await screen.findByText('No alert is open here.')).toBeVisible();
  });
});
