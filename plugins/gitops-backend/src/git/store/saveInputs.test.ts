import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrate } from '../__testUtils__/testHistory';
import { untilOneWaits } from '../__testUtils__/untilOneWaits';
import { deleteInputs } from './deleteInputs';
import { ensureRepository } from './ensureRepository';
import { readWork } from './readWork';
import { saveDeclaration } from './saveDeclaration';
import { saveDeclaringFiles } from './saveDeclaringFiles';
import { saveInputs } from './saveInputs';
import { NewSource, saveSources } from './saveSources';

// On SQLite there is one connection, and so one transaction at a time.
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ids = databases.eachSupportedId();

(ids.length > 0 ? describe : describe.skip)(
  'inputs that are saved while their application changes',
  () => {
    let database: Knex;
    let repositoryId: number;
    let runs = 0;
    const key = 'https://git.example.com/one.git';
    const at = (path: string): NewSource => ({
      repository_id: repositoryId,
      path,
      reads: null,
      target: 'HEAD',
      desired_revision: null,
      deployed_revision: null,
      applied_revision: null,
    });

    beforeEach(async () => {
      database = await databases.init(ids[0][0]);
      await migrate(database);
      repositoryId = await ensureRepository(database, { key, url: key });
      await saveSources(database, 'one', [at('old')]);
      await save('old');
    });

    /** What a run does that has found the inputs of all that it began with. */
    async function save(path: string): Promise<void> {
      runs += 1;
      const work = await readWork(database, repositoryId);
      await database.transaction(tx =>
        saveInputs(
          tx,
          repositoryId,
          (work?.sources ?? []).map(source => ({
            source,
            key: `read in run ${runs}`,
            inputs: new Map([[path, { namedBy: null, until: null }]]),
            notes: [],
          })),
        ),
      );
    }

    const waiting = () => untilOneWaits(database);

    it('leave alone what is another source by then', async () => {
      const change = await database.transaction();
      await saveSources(change, 'one', [at('new')]);
      const saved = save('old');
      await waiting();
      await change.commit();
      await saved;
      expect(await database('git_inputs')).toEqual([]);
      expect(await database('git_sources')).toEqual([
        expect.objectContaining({ path: 'new', inputs_key: null }),
      ]);
    });

    it('wait for each other, and never for ever', async () => {
      const change = await database.transaction();
      const of = { application_id: 'one', position: 0 };
      await change('git_sources').where(of).update({ inputs_key: null });
      const saved = save('other');
      await waiting();
      await deleteInputs(change, of);
      await change.commit();
      await saved;
      expect(await database('git_inputs')).toHaveLength(1);
    });

    it('are not kept of a declaration that is gone by then', async () => {
      const declaration = {
        parentId: 'one',
        objectId: 'o',
        kind: 'Application',
        namespace: 'argocd',
        name: 'child',
        inEffect: true,
      };
      await saveDeclaration(database, 'child', declaration);
      const change = await database.transaction();
      await saveDeclaration(change, 'child', undefined);
      const saved = database.transaction(tx =>
        saveDeclaringFiles(tx, repositoryId, [
          {
            applicationId: 'child',
            position: -1,
            files: new Set(['old/child.yaml']),
          },
        ]),
      );
      await waiting();
      await change.commit();
      await saved;
      expect(await database('git_inputs')).toEqual([
        expect.objectContaining({ application_id: 'one' }),
      ]);
    });
  },
);
