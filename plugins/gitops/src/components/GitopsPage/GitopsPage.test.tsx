import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { mountLegacyPage } from '../../__testUtils__/mount';
import { answerGets, server } from '../../__testUtils__/server';

const facets = {
  state: [{ value: 'Synced', count: 1 }],
  environment: [],
  engine: [],
  instance: [],
  owner: [],
  system: [],
};

describe('GitopsPage in the old frontend system', () => {
  registerMswTestHooks(server);
  beforeEach(() => {
    answerGets('/applications/facets', facets);
  });

  it('begins with the fleet, and has its alerts on a tab', async () => {
    answerGets('/applications', { items: [anApplication()], totalItems: 1 });
    answerGets('/alerts', { items: [], totalItems: 0 });
    await mountLegacyPage('/gitops');

    expect(
      await screen.findByRole('row', { name: /checkout-production/ }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Alerts' }));
    expect(await screen.findByText('No alert is open here.')).toBeVisible();
  });

  it('is as its address says, and keeps that while it is used', async () => {
    const asked = answerGets('/alerts', { items: [], totalItems: 0 });
    await mountLegacyPage('/gitops/alerts?whose=all');

    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0].get('owner')).toBeNull();
    await userEvent.click(await screen.findByRole('radio', { name: 'Closed' }));
    await waitFor(() => expect(asked.at(-1)?.get('status')).toBe('closed'));
    expect(asked.at(-1)?.get('owner')).toBeNull();
  });
});
