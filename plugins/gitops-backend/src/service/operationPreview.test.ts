import {
  gitopsApplicationInspectPermission,
  operationPreviewSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { waiting } from '../__testUtils__/gitFacts';
import { REVISION_2 } from '../__testUtils__/observedApplication';
import {
  ENTITY,
  guestbook,
  ID,
  startOperating,
} from '../__testUtils__/startOperating';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'preview of an operation on %p',
  databaseId => {
    const open = () => migratedDatabase(databases, databaseId);

    const seen = guestbook({
      sync: { status: 'OutOfSync', desiredRevisions: [REVISION_2] },
      drift: driftOf(driftedField({ desired: '2', live: '5' })),
      changes: {
        resources: [
          { group: 'apps', kind: 'Deployment', name: 'web', prune: false },
        ],
        total: 1,
      },
    });
    const commits = Array.from({ length: 25 }, (_, n) => ({
      sha: String(n).padStart(40, '0'),
      subject: `Change ${n}`,
      author: 'Robin Example',
      at: '2026-11-20T10:00:00.000Z',
      url: null,
    }));

    it('tells what a sync would do, without asking the engine', async () => {
      const { post, git, instance, auditor, get } = await startOperating(
        await open(),
        {},
        seen,
      );
      git.waits.set(ID, commits);
      git.learn(ID, waiting(25));
      await eventually(async () =>
        expect((await get(`/applications/${ID}`)).body).toMatchObject({
          sync: { pendingCommits: 25 },
        }),
      );
      const { body } = await post(`/applications/${ID}/operations:preview`, {
        type: 'sync',
      });
      expect(operationPreviewSchema.parse(body)).toMatchObject({
        type: 'sync',
        totalCommits: 25,
        resources: { items: [{ kind: 'Deployment', name: 'web' }], total: 1 },
        undoes: {
          fields: [{ path: 'spec.replicas', desired: '2', live: '5' }],
          total: 1,
        },
        notes: [],
      });
      expect(body.commits).toEqual(commits.slice(0, 20));
      expect(instance.calls).toEqual([]);
      expect(auditor.events).toEqual([]);
    });

    it('keeps the values to who may inspect', async () => {
      const { post } = await startOperating(
        await open(),
        { deniedFor: { [ENTITY]: [gitopsApplicationInspectPermission] } },
        seen,
      );
      const { body } = await post(`/applications/${ID}/operations:preview`, {
        type: 'sync',
      });
      const [field] = operationPreviewSchema.parse(body).undoes.fields;
      expect(field).toMatchObject({ path: 'spec.replicas' });
      expect([field.desired, field.live]).toEqual([undefined, undefined]);
    });

    it.each([[{}], [{ type: 'destroy' }], [{ type: 'suspend' }]])(
      'refuses %j',
      async body => {
        const { post } = await startOperating(await open());
        const path = `/applications/${ID}/operations:preview`;
        expect((await post(path, body)).status).toBe(400);
      },
    );
  },
);
