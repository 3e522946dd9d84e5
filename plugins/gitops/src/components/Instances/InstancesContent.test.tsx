import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import { forgetAnswers } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { mountLegacyPage, mountPage } from '../../__testUtils__/mount';
import { answerGets, refuseGets, server } from '../../__testUtils__/server';

const HOUR_MS = 3_600_000;
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS).toISOString();

const main: InstanceHealth = {
  engine: 'argocd',
  name: 'main',
  state: 'reachable',
  since: ago(48),
  lastSeenAt: ago(0),
  capabilities: {
    drift: true,
    driftWhilePending: true,
    operations: ['sync', 'refresh', 'suspend', 'resume'],
    resources: true,
    diff: true,
  },
};
const edge: InstanceHealth = {
  engine: 'flux',
  name: 'edge',
  state: 'failing',
  since: ago(3),
  reason: 'the server has asked for the client to provide credentials',
  lastSeenAt: null,
  capabilities: {
    ...main.capabilities,
    driftWhilePending: false,
    operations: ['sync'],
    diff: false,
  },
};
const repositories = [
  {
    url: 'https://git.example.com/platform/deployments.git',
    state: 'current',
    indexedAt: ago(1),
    partial: true,
    progress: null,
  },
  {
    url: 'git@git.example.com:platform/broken.git',
    state: 'failing',
    reason: 'Authentication failed',
    indexedAt: null,
    partial: false,
    progress: null,
  },
];

const rowOf = (name: RegExp) => screen.findByRole('row', { name });

describe('the instances', () => {
  registerMswTestHooks(server);
  beforeEach(forgetAnswers);

  it('say how each stands and since when, those in need of somebody first', async () => {
    answerGets('/instances', { items: [main, edge], repositories: [] });
    mountPage('/gitops/instances');

    const table = await screen.findByRole('table', { name: 'Instances' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(
      /^edgeFlux.*Failing for 3 hours.*asked for the client.*never/,
    );
    expect(second).toHaveTextContent(/^mainArgo CD.*Reachable for 2 days.*ago/);
  });

  it('say in words what each cannot tell or do', async () => {
    answerGets('/instances', { items: [main, edge], repositories: [] });
    mountPage('/gitops/instances');

    const words = within(await rowOf(/edge/))
      .getAllByRole('listitem')
      .map(item => item.textContent);
    expect(words).toEqual([
      'Cannot tell drift while commits wait.',
      'Cannot show what differs.',
      'Cannot be asked for: Comparison, Pause, Resumption.',
      'Tells: drift, resources',
      'Does: Sync',
    ]);
    expect(await rowOf(/main/)).not.toHaveTextContent(/Cannot/);
  });

  it('lead to the applications of each', async () => {
    answerGets('/instances', { items: [edge], repositories: [] });
    answerGets('/applications/facets', {
      state: [],
      environment: [],
      engine: [],
      instance: [],
      owner: [],
      system: [],
    });
    const asked = answerGets('/applications', { items: [], totalItems: 0 });
    mountPage('/gitops/instances');

    await userEvent.click(
      await screen.findByRole('link', { name: 'Its applications' }),
    );
    expect(
      await screen.findByText('No application matches.'),
    ).toBeInTheDocument();
    expect(Object.fromEntries(asked[0])).toMatchObject({
      engine: 'flux',
      instance: 'edge',
    });
  });

  it('have the repositories beside them, and what their history lacks', async () => {
    answerGets('/instances', { items: [], repositories });
    mountPage('/gitops/instances');

    const table = await screen.findByRole('table', { name: 'Repositories' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(
      /broken\.git.*Failing.*Authentication failed.*never/,
    );
    expect(within(first).queryByRole('link')).toBeNull();
    expect(second).toHaveTextContent(/Current.*Not complete/);
    expect(screen.getByText(/No instance is observed/)).toBeVisible();
  });

  it('say how far the history of a repository has been read', async () => {
    const reading = {
      ...repositories[0],
      state: 'indexing',
      indexedAt: null,
      progress: { done: 41_000, total: 80_000 },
    };
    answerGets('/instances', { items: [], repositories: [reading] });
    mountPage('/gitops/instances');
    expect(
      await screen.findByRole('progressbar', {
        name: 'Reading 41,000 of 80,000 commits',
      }),
    ).toHaveAttribute('value', '41000');

    answerGets('/instances', { items: [], repositories });
    expect(
      await screen.findByText('Current', {}, { timeout: 20_000 }),
    ).toBeVisible();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('are for operators, and say so to others', async () => {
    refuseGets('/instances', 403, 'You lack a permission.');
    mountPage('/gitops/instances');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /You may not see instances and repositories.*gitops\.fleet\.read/,
    );
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('can be asked for again where they could not be loaded', async () => {
    refuseGets('/instances', 500, 'the database is away');
    mountPage('/gitops/instances');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    answerGets('/instances', { items: [main], repositories: [] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(/main/)).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('have a tab of their own in the old frontend system', async () => {
    answerGets('/instances', { items: [main], repositories: [] });
    await mountLegacyPage('/gitops/instances');
    expect(await rowOf(/main/)).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Instances' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(
      screen.getByRole('link', { name: 'Its applications' }),
    ).toHaveAttribute(
      'href',
      '/gitops/applications?engine=argocd&instance=main',
    );
  });
});
