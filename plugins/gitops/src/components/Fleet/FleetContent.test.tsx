import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { mountPage } from '../../__testUtils__/mount';
import { answerGets, refuseGets, server } from '../../__testUtils__/server';

const facets = {
  state: [
    { value: 'Synced', count: 40 },
    { value: 'Drifted', count: 2 },
  ],
  environment: [{ value: 'production', count: 21 }],
  engine: [],
  instance: [],
  owner: [{ value: 'group:default/team-shop', count: 2 }],
  system: [],
};

const page = {
  items: [
    anApplication({
      bindings: [{ entityRef: 'component:default/checkout', confirmed: true }],
    }),
  ],
  totalItems: 42,
  nextCursor: 'next',
};

describe('the fleet', () => {
  registerMswTestHooks(server);

  it('shows the worst first, with the way to each entity, and more on request', async () => {
    answerGets('/applications/facets', facets);
    const asked = answerGets('/applications', page);
    mountPage('/gitops');

    const row = await screen.findByRole('row', {
      name: /checkout-production/,
    });
    expect(within(row).getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      `/catalog/default/component/checkout/gitops#${page.items[0].id}`,
    );
    expect(asked[0].get('orderBy')).toBe('worst');
    expect(screen.getByText('1 of 42 applications')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: /^Show more/ }));
    await waitFor(() =>
      expect(asked.some(query => query.get('cursor') === 'next')).toBe(true),
    );
  });

  it('has its counts as filters, the worst first', async () => {
    answerGets('/applications/facets', facets);
    const asked = answerGets('/applications', page);
    mountPage('/gitops/applications');

    const group = await screen.findByRole('group', { name: 'State' });
    const names = within(group)
      .getAllByRole('button')
      .map(button => button.textContent);
    expect(names).toEqual(['Drifted · 2', 'Synced · 40']);

    const drifted = within(group).getByRole('button', { name: 'Drifted · 2' });
    await userEvent.click(drifted);
    await waitFor(() => expect(asked.at(-1)?.get('state')).toBe('Drifted'));
    expect(drifted).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(drifted);
    await waitFor(() =>
      expect(drifted).toHaveAttribute('aria-pressed', 'false'),
    );
  });

  it('is as its address says, and searches', async () => {
    answerGets('/applications/facets', facets);
    const asked = answerGets('/applications', page);
    mountPage('/gitops/applications?owner=teams&state=nonsense&orderBy=name');

    await screen.findByRole('row', { name: /checkout-production/ });
    expect(Object.fromEntries(asked[0])).toEqual({
      owner: 'teams',
      orderBy: 'name',
      limit: '50',
    });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Name of application or entity' }),
      'pay',
    );
    await waitFor(() => expect(asked.at(-1)?.get('text')).toBe('pay'));
    expect(asked.at(-1)?.get('owner')).toBe('teams');
  });

  it('keeps what there is when more of it cannot be loaded', async () => {
    answerGets('/applications/facets', facets);
    answerGets('/applications', page);
    mountPage('/gitops/applications?environment=production');
    await screen.findByRole('row', { name: /checkout-production/ });

    refuseGets('/applications', 500, 'the database is away');
    await userEvent.click(screen.getByRole('button', { name: /^Show more/ }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /What follows is what was known before: the database is away/,
    );
    expect(
      screen.getByRole('row', { name: /checkout-production/ }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Show more/ })).toBeNull();
  });

  it('does not show what was asked for before as what is asked for now', async () => {
    answerGets('/applications/facets', facets);
    answerGets('/applications', page);
    mountPage('/gitops/applications?orderBy=since');
    await screen.findByRole('row', { name: /checkout-production/ });

    refuseGets('/applications', 500, 'the database is away');
    await userEvent.click(screen.getByRole('button', { name: 'Drifted · 2' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    expect(
      screen.queryByRole('row', { name: /checkout-production/ }),
    ).not.toBeInTheDocument();

    answerGets('/applications', page);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('row', { name: /checkout-production/ }),
    ).toBeVisible();
  });

  it('says so when nothing matches, and how to see more', async () => {
    answerGets('/applications/facets', { ...facets, state: [] });
    const asked = answerGets('/applications', { items: [], totalItems: 0 });
    mountPage('/gitops/applications?engine=flux&orderBy=name');

    expect(await screen.findByText('No application matches.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(asked.at(-1)?.get('engine')).toBeNull());
    expect(asked.at(-1)?.get('orderBy')).toBe('name');
  });
});
