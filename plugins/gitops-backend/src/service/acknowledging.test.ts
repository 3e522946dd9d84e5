import { mockCredentials } from '@backstage/backend-test-utils';
import {
  alertSchema,
  changedSignalSchema,
  gitopsAlertAcknowledgePermission,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { drifting, driftingBackend } from '../__testUtils__/driftingBackend';
import { observedApplication } from '../__testUtils__/observedApplication';
import { StartOptions } from '../__testUtils__/startPlugin';
import { store } from '../__testUtils__/stored';

const databases = testDatabases();
const A = 'component:default/a';

describe.each(databases.eachSupportedId())(
  'acknowledging on %p',
  databaseId => {
    async function start(options: Partial<StartOptions> = {}) {
      const db = await migratedDatabase(databases, databaseId);
      return { db, ...(await driftingBackend(db, options)) };
    }

    it('lets somebody take note of one, for everybody to see, and audits that', async () => {
      const { acknowledge, alertOf, list, get, ids, signals, auditor } =
        await start();
      const id = await alertOf('a');
      // Of the bindings.
      const before = await eventually(() => {
        expect(signals).not.toEqual([]);
        return signals.length;
      });
      const first = await acknowledge(id, { note: ' on it ' }).expect(200);
      expect(alertSchema.parse(first.body).acknowledged).toEqual({
        by: 'user:default/mock',
        at: expect.any(String),
        note: 'on it',
      });
      await eventually(() => {
        const sent = signals.slice(before).map(({ message }) => message);
        expect(sent.map(each => changedSignalSchema.parse(each))).toMatchObject(
          [{ applications: [ids.get('a')] }],
        );
      });
      const { items } = await list(`?entityRef=${A}`);
      expect(items[0].acknowledged?.note).toBe('on it');
      const { body } = await get(`/applications/${ids.get('a')}`);
      expect(body.alert.acknowledged.note).toBe('on it');

      await acknowledge(id, { note: 'undone tonight' }).expect(200);
      const again = await list(`?entityRef=${A}`);
      expect(again.items[0].acknowledged?.note).toBe('undone tonight');
      expect(auditor.events).toMatchObject(
        ['succeeded', 'succeeded'].map(outcome => ({
          eventId: 'alert-acknowledge',
          outcome,
          meta: { alertId: id, applicationId: ids.get('a'), name: 'a' },
        })),
      );
    });

    it('keeps the acknowledgement while the alert goes on', async () => {
      const { db, acknowledge, alertOf, list } = await start();
      await acknowledge(await alertOf('a'), { note: 'on it' }).expect(200);
      const agreeing = observedApplication({ name: 'a', entityRefs: ['a'] });
      // An end of long ago would be told at once, and then it is another alert.
      await store(db, agreeing, { now: new Date().toISOString() });
      await store(db, drifting('a'));
      const { items } = await list(`?entityRef=${A}`);
      expect(items[0].acknowledged?.note).toBe('on it');
    });

    it('refuses somebody without a right to it, and audits that', async () => {
      const { acknowledge, alertOf, auditor, db } = await start({
        denied: [gitopsFleetReadPermission, gitopsAlertAcknowledgePermission],
      });
      for (const [name, expected, words] of [
        ['a', 403, 'gitops.alert.acknowledge'],
        ['c', 403, 'backstage.io/entity-ref'],
        ['b', 404, 'no such alert'],
      ] as const) {
        const { status, body } = await acknowledge(await alertOf(name));
        expect({ name, status }).toEqual({ name, status: expected });
        expect(body.error.message).toContain(words);
      }
      expect(auditor.events.map(({ outcome }) => outcome)).toEqual([
        'failed',
        'failed',
        'failed',
      ]);
      expect(await db('alerts').whereNotNull('acknowledged_by')).toEqual([]);
    });

    it('refuses a note that it cannot keep', async () => {
      const { acknowledge, alertOf } = await start();
      const id = await alertOf('a');
      for (const note of ['x'.repeat(1001), 'a\0b', 5]) {
        const { status, body } = await acknowledge(id, { note });
        expect({ note, status }).toEqual({ note, status: 400 });
        expect(body.error.message).toContain('note');
      }
    });

    it('refuses a service, and what is no alert', async () => {
      const { acknowledge, alertOf } = await start();
      const service = await acknowledge(await alertOf('a')).set(
        'authorization',
        mockCredentials.service.header(),
      );
      expect(service.status).toBe(403);
      expect(service.body.error.message).toContain('Only a person');
      await acknowledge('x').expect(404);
      await acknowledge('x%00').expect(404);
    });

    it('has nothing to acknowledge once it is closed', async () => {
      const { db, acknowledge, alertOf, list, get, ids } = await start();
      const id = await alertOf('a');
      await store(db, observedApplication({ name: 'a', entityRefs: ['a'] }));
      const { status, body } = await acknowledge(id);
      expect(status).toBe(409);
      expect(body.error.message).toContain('closed');
      expect((await list('?status=closed')).items).toMatchObject([
        { id, status: 'closed', end: { how: 'agreed' } },
      ]);
      expect((await list(`?entityRef=${A}`)).items).toEqual([]);
      const application = await get(`/applications/${ids.get('a')}`);
      expect(application.body.alert).toBeNull();
    });
  },
);
