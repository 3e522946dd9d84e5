import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  entityApplicationsSchema,
  changedSignalSchema,
  fleetSchema,
  instancesSchema,
} from '@backstage-gitops/plugin-gitops-common';
import request from 'supertest';
import { migratedDatabase, testDatabases } from './__testUtils__/databases';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import {
  InMemoryEngine,
  InMemoryInstance,
} from './__testUtils__/InMemoryEngine';
import { observedApplication } from './__testUtils__/observedApplication';
import { startPlugin } from './__testUtils__/startPlugin';

const databases = testDatabases();
const ENTITY_PATH = '/api/gitops/entities/component/default/guestbook';

/** From a chart repository, so that no Git repository is asked. */
function chart(overrides: Parameters<typeof observedApplication>[0] = {}) {
  return observedApplication({
    sources: [
      { type: 'helm', repoUrl: 'https://charts.example.com', chart: 'web' },
    ],
    ...overrides,
  });
}

function component(name: string, appName?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: appName === undefined ? {} : { 'example/app-name': appName },
    },
  };
}

describe.each(databases.eachSupportedId())('plugin on %p', databaseId => {
  it('shows an entity what its engine shows, as it changes', async () => {
    const instance = new InMemoryInstance('main');
    const engine = new InMemoryEngine('argocd', [instance]);
    const { server, signals, backend } = await startPlugin({
      db: await migratedDatabase(databases, databaseId),
      engines: [engine],
      realGit: true,
      entities: [component('guestbook', 'guestbook')],
      config: {
        gitops: {
          environments: [
            { name: 'staging', match: { cluster: 'staging-*' } },
            { name: 'production', match: { cluster: 'prod-*' } },
          ],
        },
      },
    });
    const read = async () => {
      const response = await request(server)
        .get(`${ENTITY_PATH}/applications`)
        .expect(200);
      return entityApplicationsSchema.parse(response.body);
    };

    instance.show({ type: 'snapshot', applications: [chart()] });
    const first = await eventually(async () => {
      const answer = await read();
      expect(answer.items).toHaveLength(1);
      expect(answer.instances).toMatchObject([{ state: 'reachable' }]);
      return answer;
    });
    expect(first).toMatchObject({
      items: [
        {
          engine: 'argocd',
          instance: 'main',
          name: 'guestbook',
          environment: 'production',
          sync: { status: 'Synced', divergence: 'None' },
          health: { status: 'Healthy' },
          bindings: [
            { entityRef: 'component:default/guestbook', confirmed: false },
          ],
          stale: false,
        },
      ],
      environments: ['staging', 'production'],
      problems: [],
    });

    instance.show({
      type: 'changed',
      application: chart({
        health: { status: 'Degraded', message: 'CrashLoopBackOff' },
        entityRefs: ['guestbook'],
      }),
    });
    await eventually(async () => {
      expect((await read()).items).toMatchObject([
        {
          health: { status: 'Degraded', since: { precision: 'exact' } },
          bindings: [{ confirmed: true }],
        },
      ]);
    });
    await eventually(() => {
      const message = changedSignalSchema.parse(signals.at(-1)?.message);
      expect(message.applications).toEqual([first.items[0].id]);
      expect(message.version).toBeGreaterThan(0);
    });

    const asked = engine.asked;
    const opened = instance.opened;
    await read();
    expect([engine.asked, instance.opened]).toEqual([asked, opened]);

    const sent = signals.length;
    instance.fail(new Error('connect ECONNREFUSED'));
    await eventually(async () => {
      const answer = await read();
      expect(answer.items).toMatchObject([
        { stale: true, health: { status: 'Degraded' } },
      ]);
      expect(answer.instances).toMatchObject([
        { state: 'stale', reason: 'connect ECONNREFUSED' },
      ]);
    });

    await eventually(() => expect(signals.length).toBeGreaterThan(sent));

    instance.show({ type: 'snapshot', applications: [] });
    await eventually(async () => expect((await read()).items).toEqual([]));

    await backend.stop();
    expect(instance.open).toBe(false);
  });

  it('opens the fleet and the instances to operators', async () => {
    const instance = new InMemoryInstance('main');
    const { server } = await startPlugin({
      db: await migratedDatabase(databases, databaseId),
      engines: [new InMemoryEngine('flux', [instance])],
    });
    instance.show({ type: 'snapshot', applications: [chart()] });
    await eventually(async () => {
      const { body } = await request(server)
        .get('/api/gitops/instances')
        .expect(200);
      expect(instancesSchema.parse(body)).toMatchObject({
        items: [{ engine: 'flux', name: 'main', state: 'reachable' }],
        repositories: [],
      });
    });
    const { body } = await request(server)
      .get('/api/gitops/applications')
      .expect(200);
    expect(fleetSchema.parse(body)).toMatchObject({
      items: [{ name: 'guestbook', bindings: [] }],
      totalItems: 1,
    });
  });

  it('answers nobody without credentials', async () => {
    const { server } = await startPlugin({
      db: await migratedDatabase(databases, databaseId),
    });
    const { status } = await request(server)
      .get('/api/gitops/applications')
      .set('authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });
});
