import { mockCredentials } from '@backstage/backend-test-utils';
import {
  gitopsApplicationReadPermission,
  gitopsApplicationSyncPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import {
  ENTITY,
  ENTITY_PATH,
  ID,
  startOperating,
  sync,
} from '../__testUtils__/startOperating';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'operating where it is refused on %p',
  databaseId => {
    const open = () => migratedDatabase(databases, databaseId);

    it('says which right is missing, asks the engine for nothing, and audits it', async () => {
      const { ask, post, instance, auditor } = await startOperating(
        await open(),
        {
          deniedFor: { [ENTITY]: [gitopsApplicationSyncPermission] },
        },
      );
      const refused = await ask(sync());
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toBe(
        `This needs the permission "gitops.application.sync" for an entity that the application belongs to: ask the owner of ${ENTITY}.`,
      );
      expect(
        (await post(`/applications/${ID}/operations:preview`, { type: 'sync' }))
          .status,
      ).toBe(403);
      expect(instance.calls).toEqual([]);
      expect(auditor.events).toMatchObject([
        {
          outcome: 'failed',
          error: 'NotAllowedError',
          meta: { name: 'guestbook', type: 'sync' },
        },
      ]);
      // Another operation needs another permission.
      expect((await ask(sync({ type: 'refresh' }))).status).toBe(200);
    });

    it('gives no right to who merely claims it, and says how to confirm', async () => {
      const { ask, post, auditor, instance } = await startOperating(
        await open(),
        {},
        observedApplication(),
      );
      const { status, body } = await ask(sync());
      expect(status).toBe(403);
      expect(body.error.message).toContain(
        `merely claimed by ${ENTITY}, which gives no right to it`,
      );
      expect(body.error.message).toContain(
        `"backstage.io/entity-ref: ${ENTITY}"`,
      );
      expect(
        (await post(`/applications/${ID}/operations:preview`, { type: 'sync' }))
          .status,
      ).toBe(403);
      expect(auditor.events).toMatchObject([{ error: 'NotAllowedError' }]);
      expect(instance.calls).toEqual([]);
    });

    it('lets claims act where the operator trusts them', async () => {
      const { asked } = await startOperating(
        await open(),
        { config: { gitops: { binding: { trustClaims: true } } } },
        observedApplication(),
      );
      expect(await asked()).toMatchObject({ phase: 'Requested' });
    });

    it('does not tell what is hidden from what is not there, and audits it', async () => {
      const { ask, post, get, auditor } = await startOperating(await open(), {
        hidden: [ENTITY],
      });
      const hidden = await ask(sync());
      const unknown = await post('/applications/x/operations', sync());
      expect([hidden.status, unknown.status]).toEqual([404, 404]);
      expect(hidden.body.error.message).toBe(unknown.body.error.message);
      expect((await get(`${ENTITY_PATH}/operations`)).status).toBe(404);
      expect(auditor.events).toMatchObject([
        { error: 'NotFoundError', meta: { name: 'guestbook' } },
        { error: 'NotFoundError', meta: { applicationId: 'x' } },
      ]);
    });

    it('does nothing for a service, and audits that it asked', async () => {
      const { ask, auditor, instance } = await startOperating(await open());
      const { status, body } = await ask(sync()).set(
        'authorization',
        mockCredentials.service.header(),
      );
      expect(status).toBe(403);
      expect(body.error.message).toContain('Only a person can do this');
      expect(auditor.events).toMatchObject([{ error: 'NotAllowedError' }]);
      expect(instance.calls).toEqual([]);
    });

    it('audits also who has no access to GitOps at all', async () => {
      const { ask, auditor } = await startOperating(await open(), {
        denied: [gitopsApplicationReadPermission],
      });
      expect((await ask(sync())).status).toBe(403);
      expect(auditor.events).toMatchObject([
        { error: 'NotAllowedError', meta: { name: 'guestbook', type: 'sync' } },
      ]);
    });

    it.each([
      [{}, 'type'],
      [sync({ type: 'destroy' }), 'type'],
      [sync({ idempotencyKey: 'short' }), 'idempotencyKey'],
      [sync({ options: { prune: 'yes' } }), 'options.prune'],
      [sync({ type: 'suspend' }), 'Instance "main" cannot suspend'],
    ])('refuses %j, and audits it', async (body, word) => {
      const { ask, auditor, instance } = await startOperating(await open());
      const response = await ask(body);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(word);
      expect(auditor.events).toMatchObject([
        { error: 'InputError', meta: { applicationId: ID, name: 'guestbook' } },
      ]);
      expect(instance.calls).toEqual([]);
    });
  },
);
