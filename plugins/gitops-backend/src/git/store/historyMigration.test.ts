import { TestDatabases } from '@backstage/backend-test-utils';
import { migrate } from '../__testUtils__/testHistory';
import { migrationsDirectory } from '../../store/migrate';
import { ensureRepository } from './ensureRepository';
import { saveSources } from './saveSources';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'the migration of history on %s',
  databaseId => {
    it('keeps what applications are rendered from, in both directions', async () => {
      const database = await databases.init(databaseId);
      await migrate(database);
      const url = 'https://git.example.com/one.git';
      const id = await ensureRepository(database, { key: url, url });
      const refused = 'The repository URL is refused: it is none';
      const key = 'refused:1';
      await ensureRepository(database, { key, url: 'refused', refused });
      const source = {
        repository_id: id,
        path: 'app',
        reads: null,
        target: 'HEAD',
        desired_revision: null,
        deployed_revision: null,
        applied_revision: null,
      };
      await saveSources(database, 'one', [source]);

      const step = {
        directory: migrationsDirectory(),
        name: '20261123_1_history.js',
      };
      await database.migrate.down(step);
      expect(await database('git_sources').pluck('path')).toEqual(['app']);
      await database('git_repositories')
        .where({ id })
        .update({ state: 'failing', reason: 'git fetch failed' });
      await database.migrate.up(step);
      expect(await database('git_sources').pluck('path')).toEqual(['app']);
      expect(
        await database('git_repositories')
          .orderBy('id')
          .select('state', 'reason'),
      ).toEqual([
        { state: 'indexing', reason: null },
        { state: 'failing', reason: refused },
      ]);
    });
  },
);
