import { randomUUID } from 'crypto';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { indexedCommit, REPOSITORY_ID } from '../__testUtils__/indexedCommit';
import { registeredRoutes } from '../__testUtils__/registeredRoutes';
import {
  ENTITY,
  guestbook,
  ID,
  startOperating,
  sync,
  USER,
} from '../__testUtils__/startOperating';
import { claimOperation } from '../operations/store/claimOperation';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'what may not be seen, on %p',
  databaseId => {
    /** A drifted application of a hidden entity, and every route that names such a thing. */
    async function start() {
      const db = await migratedDatabase(databases, databaseId);
      const drifting = guestbook({
        sync: { status: 'OutOfSync' },
        drift: driftOf(driftedField()),
      });
      const hidden = { hidden: [ENTITY] };
      const started = await startOperating(db, hidden, drifting);
      const at = '2026-11-20T10:00:00.000Z';
      const { operation } = await claimOperation(db, {
        applicationId: ID,
        type: 'sync',
        options: { prune: false },
        // Not by the person who looks: their own they may follow.
        requestedBy: `${USER}-2`,
        idempotencyKey: 'a-key-of-another',
        at,
        deadline: '2100-01-01T00:00:00.000Z',
      });
      const [alertId] = await db('alerts').pluck('id');
      const ids: Record<string, { there: string; not: string }> = {
        alerts: { there: alertId, not: randomUUID() },
        applications: { there: ID, not: 'x'.repeat(22) },
        operations: { there: operation.id, not: randomUUID() },
        commits: { there: 'a'.repeat(40), not: 'b'.repeat(40) },
      };
      const { git } = started;
      git.page = { items: [indexedCommit()] };
      git.touches = [{ applicationId: ID, via: [], inputs: [''], read: [''] }];
      const routes = registeredRoutes(db).filter(({ path }) =>
        path.includes('/:'),
      );
      const ask = (
        { method, path }: { method: string; path: string },
        { id, name }: { id: string; name: string },
      ) => {
        const url = `/api/gitops${path
          .replace(':kind', 'component')
          .replace(':namespace', 'default')
          .replace(':name', name)
          .replace(':repository', REPOSITORY_ID)
          .replace(':sha', id)
          .replace(':id', id)
          .replace('\\:', ':')}`;
        return method === 'post'
          ? request(started.server).post(url).send(sync())
          : request(started.server).get(url);
      };
      return { ...started, ids, routes, ask };
    }

    it('is answered on every route as what is not there', async () => {
      const { git, ids, routes, ask, instance } = await start();
      expect(routes).toHaveLength(15);
      for (const route of routes) {
        const [, what] = route.path.split('/');
        const { there = '', not = '' } = ids[what] ?? {};
        const hidden = await ask(route, { id: there, name: 'guestbook' });
        const unknown = await ask(route, { id: not, name: 'nothing' });
        const told = hidden.body.error?.message;
        expect([route.path, hidden.status, unknown.status, told]).toEqual([
          ...[route.path, 404, 404],
          unknown.body.error.message.replace('nothing', 'guestbook'),
        ]);
      }
      expect(instance.calls).toEqual([]);
      expect(git.diffsAsked).toEqual([]);
    });

    it('is not found by a name that leads elsewhere, and no engine is asked', async () => {
      const { routes, ask, instance } = await start();
      for (const name of ['..%2F..%2Fx', '%2e%2e%2fx', 'a%00', '%ff', 'a%0a']) {
        for (const route of routes) {
          const { status } = await ask(route, { id: name, name });
          expect([400, 404]).toContain(status);
        }
      }
      expect(instance.calls).toEqual([]);
    });
  },
);
