import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { Leases } from '../../leases/Leases';
import { migrate } from '../__testUtils__/testHistory';
import { untilOneWaits } from '../__testUtils__/untilOneWaits';
import { leaseOf } from '../repository/leaseOf';
import { publicIdOf } from '../repository/publicId';
import { deleteUnusedRepositories } from './deleteUnusedRepositories';
import { ensureRepository } from './ensureRepository';
import { saveSources } from './saveSources';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const key = 'https://git.example.com/one.git';
const repository = { key, url: key };
const sourceIn = (repositoryId: number) => ({
  repository_id: repositoryId,
  path: 'app',
  reads: null,
  target: 'HEAD',
  desired_revision: null,
  deployed_revision: null,
  applied_revision: null,
});

describe.each(databases.eachSupportedId())('repositories on %s', databaseId => {
  let database: Knex;
  beforeEach(async () => {
    database = await databases.init(databaseId);
    await migrate(database);
  });
  const ids = () => database('git_repositories').pluck('id');

  it('get a name outside, also where a release before wrote them', async () => {
    const id = await ensureRepository(database, repository);
    await database('git_repositories').update({ public_id: null });
    expect(await ensureRepository(database, repository)).toBe(id);
    expect(await database('git_repositories').pluck('public_id')).toEqual([
      publicIdOf(key),
    ]);
  });

  it('go with all they had once no application names them', async () => {
    const id = await ensureRepository(database, repository);
    const other = { key: `${key}2`, url: `${key}2` };
    const kept = await ensureRepository(database, other);
    await saveSources(database, 'one', [sourceIn(kept)]);
    await new Leases(database).acquire(leaseOf(id));
    await deleteUnusedRepositories(database);
    expect(await ids()).toEqual([kept]);
    expect(await database('leases')).toEqual([]);
  });
});

const shared = databases.eachSupportedId().filter(([id]) => id !== 'SQLITE_3');

(shared.length > 0 ? describe : describe.skip)(
  'repositories that are deleted',
  () => {
    let database: Knex;
    let id: number;
    beforeEach(async () => {
      database = await databases.init(shared[0][0]);
      await migrate(database);
      id = await ensureRepository(database, repository);
    });
    const waiting = () => untilOneWaits(database);

    it('wait for whoever is at work there', async () => {
      const name = leaseOf(id);
      await new Leases(database).acquire(name);
      const work = await database.transaction();
      await work('git_repositories').where({ id }).update({ progress_done: 1 });
      const deleted = deleteUnusedRepositories(database);
      await waiting();
      // As a lease is compared once more before the end.
      expect(
        await work('leases').where({ name }).forUpdate().first(),
      ).toBeDefined();
      await work.commit();
      await deleted;
      expect(await database('git_repositories')).toEqual([]);
    });

    it('stay where an application names them meanwhile', async () => {
      const change = await database.transaction();
      await saveSources(change, 'one', [sourceIn(id)]);
      const deleted = deleteUnusedRepositories(database);
      await waiting();
      await change.commit();
      await deleted;
      expect(await database('git_sources')).toHaveLength(1);
    });
  },
);
