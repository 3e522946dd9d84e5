import { gitopsApplicationSyncPermission } from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  ENTITY,
  ENTITY_PATH,
  guestbook,
  ID,
  startOperating,
  sync,
} from '../__testUtils__/startOperating';

const databases = testDatabases();

/** Never closes. */
const ALWAYS = {
  kind: 'deny' as const,
  schedule: '* * * * *',
  duration: '24h',
  manualSync: false,
};
const CLOSED = {
  automated: { allowed: false, until: null },
  manual: { allowed: false, until: null },
};

describe.each(databases.eachSupportedId())(
  'a sync window that lets nobody sync, on %p',
  databaseId => {
    const open = async (
      options: Parameters<typeof startOperating>[1] = {},
      changes = {},
    ) =>
      startOperating(
        await migratedDatabase(databases, databaseId),
        options,
        guestbook({
          sync: { status: 'OutOfSync' },
          syncWindows: [{ ...ALWAYS, ...changes }],
        }),
      );
    const ALLOWED = { operations: { sync: 'windowClosed', refresh: true } };

    it('is told wherever the application is', async () => {
      const { get, post } = await open();
      const whole = { syncWindow: CLOSED, allowed: ALLOWED };
      expect((await get(`/applications/${ID}`)).body).toMatchObject(whole);
      expect((await get(`${ENTITY_PATH}/applications`)).body).toMatchObject({
        items: [whole],
      });
      expect((await get('/applications')).body).toMatchObject({
        items: [{ syncWindow: CLOSED }],
      });
      const statuses = await post('/entities/applications/by-refs', {
        entityRefs: [ENTITY],
      });
      expect(statuses.body).toMatchObject({
        items: [{ applications: [{ syncWindow: CLOSED }] }],
      });
    });

    it('is noted in the preview of a sync', async () => {
      const { post } = await open();
      const { body } = await post(`/applications/${ID}/operations:preview`, {
        type: 'sync',
      });
      expect(body.notes).toEqual(['windowClosed']);
    });

    it("ends a sync that is asked for all the same with the engine's own reason", async () => {
      const { instance, asked, becomes, auditor } = await open();
      const reason =
        'Argo CD main refuses this (403): cannot sync: blocked by sync window';
      instance.answer = async () => {
        throw new Error(reason);
      };
      const { id } = await asked(sync());
      await becomes(id, { phase: 'Failed', message: reason });
      expect(instance.calls).toHaveLength(1);
      expect(auditor.events).toMatchObject([{ meta: { type: 'sync' } }]);
    });

    it('does not hide that a person may not sync at all', async () => {
      const { get } = await open({
        deniedFor: { [ENTITY]: [gitopsApplicationSyncPermission] },
      });
      expect((await get(`/applications/${ID}`)).body).toMatchObject({
        allowed: { operations: { sync: 'forbidden' } },
      });
    });

    it('leaves a sync to people where it lets them past', async () => {
      const { get, post } = await open({}, { manualSync: true });
      expect((await get(`/applications/${ID}`)).body).toMatchObject({
        syncWindow: { ...CLOSED, manual: { allowed: true, until: null } },
        allowed: { operations: { sync: true } },
      });
      const { body } = await post(`/applications/${ID}/operations:preview`, {
        type: 'sync',
      });
      expect(body.notes).toEqual([]);
    });
  },
);
