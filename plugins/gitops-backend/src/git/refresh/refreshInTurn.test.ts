import { mockServices } from '@backstage/backend-test-utils';
import { Leases } from '../../leases/Leases';
import { describeHistory, ready } from '../__testUtils__/describeHistory';
import { integrationsFor } from '../__testUtils__/testHistory';
import { createReaders } from '../inputs/createReaders';
import { createRemotes } from '../repository/createRemote';
import { createGitAllowance } from '../repository/gitAllowance';
import { leaseOf } from '../repository/leaseOf';
import { refreshInTurn } from './refreshInTurn';

const HOUR_MS = 3_600_000;

describeHistory('refreshInTurn', undefined, world => {
  /** A repository that was asked just now, by another replica. */
  async function another() {
    const { database, repository, repoUrl, server, open, path } = world();
    const history = open({ intervalMs: HOUR_MS });
    await history.start();
    const tip = repository.commit({ files: { 'app/a': '1' } });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: tip }],
    });
    await ready(history, 'one', tip);
    await history.stop();

    const integrations = integrationsFor([server.host]);
    const logger = mockServices.logger.mock();
    const untold = new Set<number>();
    const { id: repositoryId } = await database('git_repositories').first();
    const turn = (asked: boolean, intervalMs = HOUR_MS) =>
      refreshInTurn(
        {
          database,
          logger,
          leases: new Leases(database),
          untold,
          allowance: createGitAllowance(integrations),
          directory: path('turn'),
          intervalMs,
          now: Date.now,
          remote: createRemotes(integrations, 10_000),
          ...createReaders(),
        },
        { repositoryId, asked, signal: new AbortController().signal },
      );
    const asks = () => server.requests.length;
    return { turn, asks, logger, repositoryId };
  }

  it('asks nobody whom another replica has asked within the interval', async () => {
    const { turn, asks } = await another();
    const before = asks();
    expect(await turn(false)).toEqual({ outcome: 'later', changed: [] });
    expect(asks()).toBe(before);
    expect(await turn(true)).toEqual({ outcome: 'later', changed: [] });
    const asked = asks();
    expect(asked).toBeGreaterThan(before);
    expect(await turn(false, 0)).toMatchObject({ outcome: 'later' });
    expect(asks()).toBeGreaterThan(asked);
  });

  it('leaves a repository alone while another replica is at work, and says nothing', async () => {
    const { turn, asks, logger, repositoryId } = await another();
    const before = asks();
    const lease = await new Leases(world().database).acquire(
      leaseOf(repositoryId),
    );
    expect(await turn(true)).toEqual({ outcome: 'soon', changed: [] });
    expect(asks()).toBe(before);
    await lease?.release();
    expect(await turn(true)).toMatchObject({ outcome: 'later' });
    expect(asks()).toBeGreaterThan(before);
    expect(logger.warn.mock.calls).toEqual([]);
  });

  it('lets others have it at once when it is done', async () => {
    const { turn, repositoryId } = await another();
    await turn(true);
    const lease = await new Leases(world().database).acquire(
      leaseOf(repositoryId),
    );
    expect(lease).toBeDefined();
    await lease?.release();
  });

  it('tells all of what the database may have kept though it failed', async () => {
    const { turn } = await another();
    const { database } = world();
    expect(await turn(true)).toEqual({ outcome: 'later', changed: [] });
    await database.schema.renameTable('git_targets', 'away');
    await expect(turn(true)).rejects.toThrow('git_targets');
    await database.schema.renameTable('away', 'git_targets');
    expect(await turn(true)).toEqual({ outcome: 'later', changed: ['one'] });
    expect(await turn(true)).toEqual({ outcome: 'later', changed: [] });
  });
});
