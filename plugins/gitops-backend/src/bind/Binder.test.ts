import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { InMemoryEngine } from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store } from '../__testUtils__/stored';
import { listBindings } from '../store/listByEntities';
import { ConfigReader } from '@backstage/config';
import { HOSTS } from '../__testUtils__/hosts';
import { Binder, BinderOptions } from './Binder';
import { readBindingPolicy } from './bindingPolicy';

interface Catalog {
  entities: Entity[];
  failure?: Error;
  /** Answers are held back until it resolves. */
  waits?: Promise<void>;
  asked: number;
}

const databases = testDatabases();

function component(name: string, appName: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'example/app-name': appName } },
  };
}

describe('Binder', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  async function start(
    refreshMs: number,
    entities: Entity[],
    binding?: BinderOptions['binding'],
  ) {
    const db = await migratedDatabase(databases, 'SQLITE_3');
    const catalog: Catalog = {
      entities,
      asked: 0,
    };
    const changes: string[] = [];
    const logger = mockServices.logger.mock();
    const binder = new Binder({
      db,
      logger,
      engines: [new InMemoryEngine('argocd', [])],
      binding,
      async entities() {
        catalog.asked += 1;
        if (catalog.failure) throw catalog.failure;
        const read = catalog.entities;
        await catalog.waits;
        return read;
      },
      onChanged: ids => changes.push(...ids),
      refreshMs,
    });
    const controller = new AbortController();
    const done = binder.start(controller.signal);
    stop = async () => {
      controller.abort();
      await done;
    };
    return { db, binder, catalog, changes, logger };
  }

  it('binds an entity that was just read and claims something new', async () => {
    const { db, binder, catalog } = await start(3_600_000, []);
    const id = await store(db, observedApplication());
    await eventually(() => expect(catalog.asked).toBe(1));

    await binder.entityRead(component('guestbook', 'guestbook'));

    expect((await listBindings(db, [id])).get(id)).toMatchObject([
      { entityRef: 'component:default/guestbook', confirmed: false },
    ]);
    expect(catalog.asked).toBe(1);
  });

  it('binds an entity that was just read, and was moved below what is deployed', async () => {
    const policy = readBindingPolicy(
      new ConfigReader({
        integrations: HOSTS,
        gitops: { binding: { sourceLocation: true } },
      }),
    );
    const { db, binder, catalog } = await start(3_600_000, [], policy);
    const repoUrl = 'https://github.com/shop/fleet';
    const id = await store(
      db,
      observedApplication({
        sources: [
          { type: 'git', repoUrl, path: 'apps/web', targetRevision: 'main' },
        ],
      }),
    );
    await eventually(() => expect(catalog.asked).toBe(1));
    await binder.entityRead({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'web',
        annotations: {
          'backstage.io/managed-by-location': `url:${repoUrl}/blob/main/apps/web/catalog-info.yaml`,
        },
      },
    });
    expect((await listBindings(db, [id])).get(id)).toMatchObject([
      { entityRef: 'component:default/web', confirmed: true },
    ]);
  });

  it('keeps what was read while the catalog was being asked', async () => {
    const { db, binder, catalog } = await start(20, []);
    const id = await store(db, observedApplication());
    const bound = async () => (await listBindings(db, [id])).get(id) ?? [];
    await eventually(() => expect(catalog.asked).toBeGreaterThan(0));
    let answer = () => {};
    catalog.waits = new Promise(resolve => {
      answer = resolve;
    });
    const { asked } = catalog;
    await eventually(() => expect(catalog.asked).toBeGreaterThan(asked));
    const read = binder.entityRead(component('guestbook', 'guestbook'));
    catalog.entities = [component('guestbook', 'guestbook')];
    answer();
    await read;
    expect(await bound()).toMatchObject([
      { entityRef: 'component:default/guestbook' },
    ]);
  });

  it('follows the applications without asking the catalog again', async () => {
    const { db, binder, catalog, changes } = await start(3_600_000, [
      component('web', 'guestbook'),
    ]);
    await eventually(() => expect(catalog.asked).toBe(1));
    const id = await store(db, observedApplication());
    binder.applicationsChanged();
    await eventually(() => expect(changes).toEqual([id]));
    expect(await listBindings(db, [id])).toEqual(
      new Map([
        [id, [{ entityRef: 'component:default/web', confirmed: false }]],
      ]),
    );
    expect(catalog.asked).toBe(1);
  });

  it('follows the catalog, and keeps what is bound while it cannot be asked', async () => {
    const { db, catalog, changes, logger } = await start(20, []);
    const id = await store(db, observedApplication());
    catalog.entities = [component('web', 'guestbook')];
    await eventually(() => expect(changes).toEqual([id]));

    catalog.failure = new Error('The catalog is not there');
    await eventually(() =>
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('The catalog is not there'),
      ),
    );
    expect((await listBindings(db, [id])).size).toBe(1);

    catalog.failure = undefined;
    catalog.entities = [];
    await eventually(async () =>
      expect((await listBindings(db, [id])).size).toBe(0),
    );
  });
});
