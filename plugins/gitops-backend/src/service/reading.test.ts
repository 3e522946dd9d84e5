import { Entity } from '@backstage/catalog-model';
import {
  entityCommitsSchema,
  entityStatusesSchema,
  fleetSchema,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { InMemoryEngine } from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { RestrictedCatalog } from '../__testUtils__/RestrictedCatalog';
import { routesAlone } from '../__testUtils__/routesAlone';
import { startPlugin } from '../__testUtils__/startPlugin';
import { statements } from '../__testUtils__/statements';
import { store } from '../__testUtils__/stored';
import { EntityBinding } from '../bind/EntityBinding';
import { listBoundEntities } from '../store/listBoundEntities';
import { replaceBindings } from '../store/replaceBindings';

const databases = testDatabases();

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

describe.each(databases.eachSupportedId())('reading on %p', databaseId => {
  /** Applications a, b and c of components a, b (hidden) and of nobody. */
  async function start(
    options: { fleet?: boolean; entityRefs?: string[] } = {},
  ) {
    const db = await migratedDatabase(databases, databaseId);
    const { entityRefs = [] } = options;
    const ids = await Promise.all(
      ['a', 'b', 'c'].map(name =>
        store(
          db,
          observedApplication({
            name,
            entityRefs: name === 'a' ? entityRefs : [],
          }),
        ),
      ),
    );
    const entities = [component('a', 'a'), component('b', 'b')];
    const started = await startPlugin({
      db,
      engines: [new InMemoryEngine('argocd', [])],
      entities,
      hidden: ['component:default/b'],
      denied: options.fleet ? [] : [gitopsFleetReadPermission],
    });
    const get = (path: string) =>
      request(started.server).get(`/api/gitops${path}`);
    await eventually(async () =>
      expect((await listBoundEntities(db)).length).toBe(2),
    );
    return { ...started, ids, get };
  }

  it('gives the same answer for an entity that is hidden and one that is not there', async () => {
    const { get } = await start();
    for (const what of ['applications', 'commits']) {
      const hidden = await get(`/entities/component/default/b/${what}`);
      const unknown = await get(`/entities/component/default/x/${what}`);
      expect([hidden.status, unknown.status]).toEqual([404, 404]);
      expect(hidden.body.error.message).toBe(
        unknown.body.error.message.replace('default/x', 'default/b'),
      );
    }
    await get('/entities/component/default/a/applications').expect(200);
    await get('/entities/component/default/..%2Fa/applications').expect(400);
    await get('/entities/component/default/a%00/applications').expect(400);
  });

  it('shows the applications of readable entities, and no others', async () => {
    const { get, ids } = await start();
    const fleet = fleetSchema.parse((await get('/applications')).body);
    expect(fleet).toMatchObject({ items: [{ name: 'a' }], totalItems: 1 });
    const statuses = await Promise.all(
      [...ids, 'x', 'x%00'].map(
        async id => (await get(`/applications/${id}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 404, 404, 404, 404]);
  });

  it('opens the fleet, but not the names of entities that are hidden', async () => {
    const { get, ids } = await start({ fleet: true });
    const first = fleetSchema.parse((await get('/applications?limit=2')).body);
    expect(first.totalItems).toBe(3);
    expect(first.items).toMatchObject([
      { name: 'a', bindings: [{ entityRef: 'component:default/a' }] },
      { name: 'b', bindings: [] },
    ]);
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const rest = await get(`/applications?limit=2&cursor=${cursor}`);
    expect(fleetSchema.parse(rest.body)).toMatchObject({
      items: [{ name: 'c' }],
      totalItems: 3,
    });
    expect(rest.body.nextCursor).toBeUndefined();
    expect((await get(`/applications/${ids[1]}`)).body).toMatchObject({
      name: 'b',
      bindings: [],
    });
  });

  it('names in bindings only entities that may be read', async () => {
    const { get } = await start({
      entityRefs: ['component:default/a', 'component:default/b'],
    });
    const { body } = await get('/entities/component/default/a/applications');
    expect(body.items[0].bindings).toEqual([
      { entityRef: 'component:default/a', confirmed: true },
    ]);
  });

  it('calls what is kept stale while its instance is not observed', async () => {
    const { get } = await start();
    const { body } = await get('/entities/component/default/a/applications');
    expect(body.items).toMatchObject([{ stale: true }]);
  });

  it.each([
    ['/applications?limit=0', 'limit'],
    ['/applications?limit=x', 'limit'],
    ['/applications?cursor=x', 'cursor'],
    ['/applications?engine=a&engine=b', 'engine'],
    ['/applications?instance=%00', 'instance'],
    ['/entities/component/default/a/commits?limit=1000', 'limit'],
  ])('refuses %s', async (path, word) => {
    const { get } = await start();
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(word);
  });

  it('answers many entities in their order, null for hidden and unknown alike', async () => {
    const { server } = await start();
    const ask = (body: object) =>
      request(server)
        .post('/api/gitops/entities/applications/by-refs')
        .send(body);
    const { body } = await ask({
      entityRefs: [
        'component:default/x',
        'Component:default/A',
        'component:default/b',
        'component:default/a',
        'not a ref',
      ],
    });
    expect(entityStatusesSchema.parse(body).items).toMatchObject([
      null,
      { entityRef: 'component:default/a', applications: [{ name: 'a' }] },
      null,
      { entityRef: 'component:default/a', applications: [{ name: 'a' }] },
      null,
    ]);
    for (const bad of [
      {},
      { entityRefs: 'a' },
      { entityRefs: Array(501).fill('a') },
    ]) {
      expect((await ask(bad)).status).toBe(400);
    }
  });

  it('reads 500 entities with at most three statements and one question to the catalog', async () => {
    const db = await migratedDatabase(databases, databaseId);
    const names = Array.from({ length: 500 }, (_, n) => `app-${n}`);
    const bindings: EntityBinding[] = [];
    for (const name of names) {
      const applicationId = await store(db, observedApplication({ name }));
      const entityRef = `component:default/${name}`;
      bindings.push({ entityRef, applicationId, confirmed: false });
    }
    await replaceBindings(db, bindings);
    const catalog = new RestrictedCatalog(
      names.map(name => component(name, name)),
      [],
    );
    const engine = new InMemoryEngine('argocd', []);
    // What goes on by itself would be counted too.
    const server = express().use(
      routesAlone({ db, engines: [engine], catalog }),
    );
    let items: Array<unknown> = [];
    const count = await statements(db, async () => {
      const { body } = await request(server)
        .post('/entities/applications/by-refs')
        .send({ entityRefs: bindings.map(({ entityRef }) => entityRef) })
        .expect(200);
      items = entityStatusesSchema.parse(body).items;
    });
    expect(items.filter(Boolean)).toHaveLength(500);
    expect(count.length).toBeLessThanOrEqual(3);
    expect(catalog.asked).toBe(1);
    expect(engine.asked).toBe(0);
  });

  it('marks commits with the environments that run them', async () => {
    const { get, git, ids } = await start();
    git.page = {
      items: [
        {
          id: 1,
          repository: 'https://git.example.com/a.git',
          repositoryId: 'abc',
          sha: 'a'.repeat(40),
          subject: 'Raise the limit',
          author: { name: 'Robin Example', email: 'robin@example.com' },
          at: '2026-11-20T10:00:00.000Z',
          dateClamped: false,
          merge: false,
          url: null,
          marks: [
            {
              applicationId: ids[0],
              state: 'deployed',
              current: true,
              via: [],
            },
          ],
        },
      ],
      nextCursor: 'next',
    };
    const path = '/entities/component/default/a/commits';
    expect(entityCommitsSchema.parse((await get(path)).body)).toMatchObject({
      items: [
        {
          subject: 'Raise the limit',
          marks: [{ applicationId: ids[0], environment: null }],
        },
      ],
      nextCursor: 'next',
    });
    // Another entity's application is as unknown as one that is not there.
    for (const query of [`application=${ids[1]}`, 'environment=production']) {
      expect((await get(`${path}?${query}`)).body).toEqual({
        items: [],
        repositories: [],
      });
    }
  });
});
