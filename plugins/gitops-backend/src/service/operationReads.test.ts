import {
  entityApplicationsSchema,
  gitopsApplicationSyncPermission,
  RequestedOperation,
  requestedOperationsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import {
  ENTITY,
  ENTITY_PATH,
  ID,
  startOperating,
  USER,
} from '../__testUtils__/startOperating';
import { store } from '../__testUtils__/stored';
import { claimOperation } from '../operations/store/claimOperation';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'reading operations on %p',
  databaseId => {
    const open = () => migratedDatabase(databases, databaseId);

    it('shows an operation to whoever sees its application, and to nobody else', async () => {
      const db = await open();
      const { operation } = await claimOperation(db, {
        applicationId: await store(db, observedApplication({ name: 'other' }), {
          instance: 'edge',
        }),
        type: 'sync',
        options: { prune: false },
        requestedBy: 'user:default/robin',
        idempotencyKey: 'somebody-elses',
        at: '2026-11-20T10:00:00.000Z',
        deadline: '2999-11-20T10:00:00.000Z',
      });
      const { get } = await startOperating(db);
      const answers = await Promise.all(
        [operation.id, '00000000-0000-4000-8000-000000000000', 'x%00'].map(
          async id => (await get(`/operations/${id}`)).body.error,
        ),
      );
      for (const error of answers) expect(error).toEqual(answers[0]);
      expect(answers[0].name).toBe('NotFoundError');
    });

    it('pages what was asked for of all applications of an entity, newest first', async () => {
      const db = await open();
      const { get } = await startOperating(db);
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) {
        const { operation } = await claimOperation(db, {
          applicationId: ID,
          type: n === 0 ? 'sync' : 'refresh',
          options: { prune: false },
          requestedBy: USER,
          idempotencyKey: `paging-${n}`,
          // Several at the same time as well.
          at: `2026-11-20T10:0${Math.floor(n / 2)}:00.000Z`,
          deadline: '2999-11-20T10:00:00.000Z',
        });
        ids.push(operation.id);
        await db('operations')
          .where({ id: operation.id })
          .update({ finished_at: '2026-11-20T11:00:00.000Z' });
      }
      const found: RequestedOperation[] = [];
      let cursor: string | undefined;
      do {
        const query = cursor === undefined ? '' : `&cursor=${cursor}`;
        const { body } = await get(`${ENTITY_PATH}/operations?limit=2${query}`);
        const page = requestedOperationsSchema.parse(body);
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(found.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const times = found.map(({ requestedAt }) => requestedAt);
      expect(times).toEqual([...times].sort().reverse());

      for (const bad of ['limit=0', 'cursor=x', 'cursor=%00']) {
        const { status } = await get(`${ENTITY_PATH}/operations?${bad}`);
        expect([bad, status]).toEqual([bad, 400]);
      }
    });

    it('shows on the page of the entity what may be done', async () => {
      const { get } = await startOperating(await open(), {
        deniedFor: { [ENTITY]: [gitopsApplicationSyncPermission] },
      });
      const { body } = await get(`${ENTITY_PATH}/applications`);
      expect(entityApplicationsSchema.parse(body).items).toMatchObject([
        {
          allowed: {
            operations: { sync: 'forbidden', refresh: true },
          },
        },
      ]);
    });
  },
);
