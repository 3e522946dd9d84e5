import { Entity } from '@backstage/catalog-model';
import {
  applicationDiffSchema,
  applicationResourcesSchema,
  gitopsApplicationInspectPermission,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  InMemoryEngine,
  InMemoryInstance,
} from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { startPlugin, StartOptions } from '../__testUtils__/startPlugin';
import { store } from '../__testUtils__/stored';
import { listBindings } from '../store/listByEntities';

const databases = testDatabases();
const OWN = 'component:default/own';
const REF = { group: 'apps', kind: 'Deployment', name: 'web' };
const RESOURCE = { ...REF, sync: 'OutOfSync', health: 'Healthy' } as const;
const DIFF = { ...REF, desired: 'replicas: 2', live: 'replicas: 5' };

function component(name: string, appName: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'example/app-name': appName } },
  };
}

/** An instance that tells both, and counts how often it is asked. */
class TellingInstance extends InMemoryInstance {
  asked: string[] = [];
  failure: Error | undefined;
  /** Answers wait for this. */
  ready = Promise.resolve();

  constructor() {
    super('main');
    this.capabilities.resources = true;
    this.capabilities.diff = true;
  }

  override resources: InMemoryInstance['resources'] = async ({ name }) => {
    await this.#ask(`resources of ${name}`);
    return [RESOURCE];
  };

  override diff: InMemoryInstance['diff'] = async ({ name }) => {
    await this.#ask(`diff of ${name}`);
    return [DIFF];
  };

  async #ask(what: string): Promise<void> {
    this.asked.push(what);
    await this.ready;
    if (this.failure) throw this.failure;
  }
}

/** The application `web` names the component `own`; `other` claims it, and `rest`. */
async function start(
  databaseId: ReturnType<typeof databases.eachSupportedId>[number][0],
  options: Partial<StartOptions> = {},
) {
  const db = await migratedDatabase(databases, databaseId);
  const web = await store(
    db,
    observedApplication({ name: 'web', entityRefs: [OWN] }),
  );
  const rest = await store(db, observedApplication({ name: 'rest' }));
  const hidden = await store(db, observedApplication({ name: 'hidden' }));
  const instance = new TellingInstance();
  const engine = new InMemoryEngine('argocd', [instance]);
  const { server } = await startPlugin({
    db,
    engines: [engine],
    entities: [component('own', 'web'), component('other', 'web,rest')],
    denied: [gitopsFleetReadPermission],
    ...options,
  });
  await eventually(async () => {
    const bindings = await listBindings(db, [web, rest]);
    if (bindings.size < 2) throw new Error('Not bound yet');
  });
  const get = (id: string, what: string) =>
    request(server).get(`/api/gitops/applications/${id}/${what}`);
  return { db, engine, get, hidden, instance, rest, web };
}

describe.each(databases.eachSupportedId())('details on %p', databaseId => {
  it('come from the engine', async () => {
    const { get, instance, web } = await start(databaseId);
    const resources = await get(web, 'resources').expect(200);
    expect(applicationResourcesSchema.parse(resources.body)).toEqual({
      items: [RESOURCE],
      truncated: false,
    });
    const diff = await get(web, 'diff').expect(200);
    expect(applicationDiffSchema.parse(diff.body)).toEqual({
      items: [DIFF],
      truncated: false,
    });
    expect(instance.asked).toEqual(['resources of web', 'diff of web']);
  });
});

describe.each(['resources', 'diff'] as const)('%s', what => {
  const begin = (options?: Partial<StartOptions>) => start('SQLITE_3', options);

  it('are for whom a confirmed entity allows it', async () => {
    const { get, hidden, instance, rest } = await begin();
    const unconfirmed = await get(rest, what);
    expect(unconfirmed.status).toBe(403);
    expect(unconfirmed.body.error.message).toContain('merely claimed');
    // Not seen at all: as if it was not there.
    for (const id of [hidden, 'x']) {
      const { status, body } = await get(id, what);
      expect(status).toBe(404);
      expect(body.error.message).toContain('no such application');
    }
    expect(instance.asked).toEqual([]);
  });

  it('are refused without the permission for it', async () => {
    const { get, instance, web } = await begin({
      deniedFor: { [OWN]: [gitopsApplicationInspectPermission] },
    });
    const { status, body } = await get(web, what);
    expect(status).toBe(403);
    expect(body.error.message).toContain('gitops.application.inspect');
    expect(instance.asked).toEqual([]);
  });

  it('are said not to be told where the instance cannot', async () => {
    const { get, instance, web } = await begin();
    instance.capabilities[what] = false;
    const { status, body } = await get(web, what);
    expect(status).toBe(409);
    expect(body.error.message).toContain('"main" does not tell');
    expect(instance.asked).toEqual([]);
  });

  it('are asked for once, however many want them', async () => {
    const { get, instance, web } = await begin();
    let answer = () => {};
    instance.ready = new Promise(resolve => {
      answer = resolve;
    });
    const both = Promise.all([get(web, what), get(web, what)]);
    await eventually(() => expect(instance.asked).toHaveLength(1));
    answer();
    expect((await both).map(({ status }) => status)).toEqual([200, 200]);
    await get(web, what).expect(200);
    expect(instance.asked).toEqual([`${what} of web`]);
  });

  it('fail in words, and are asked for anew', async () => {
    const { get, instance, web } = await begin();
    instance.failure = new Error('http://robin:secret@argocd is down');
    const { status, body } = await get(web, what);
    expect(status).toBe(503);
    expect(body.error.message).toBe(
      '"main" could not answer: http://argocd is down',
    );
    instance.failure = undefined;
    await get(web, what).expect(200);
  });

  it('are not waited for where the engine does not tell its instances', async () => {
    const { engine, get, web } = await begin();
    const late = new AbortController();
    const timeout = jest
      .spyOn(AbortSignal, 'timeout')
      .mockReturnValue(late.signal);
    let asked = false;
    engine.instances = () => {
      asked = true;
      return new Promise(() => {});
    };
    const answer = get(web, what).then(({ status, body }) => ({
      status,
      message: body.error.message,
    }));
    await eventually(() => expect(asked).toBe(true));
    late.abort();
    expect(await answer).toEqual({
      status: 503,
      message: '"main" did not answer within 20 s.',
    });
    timeout.mockRestore();
  });

  it('are not to be had of what is no longer configured, or not yet read', async () => {
    const { db, engine, get, web } = await begin();
    engine.current = [];
    const gone = await get(web, what);
    expect(gone.status).toBe(503);
    expect(gone.body.error.message).toContain('no longer configured');
    await db('applications').update({ observed: '{}' });
    const unread = await get(web, what);
    expect(unread.status).toBe(503);
    expect(unread.body.error.message).toContain('try again');
  });
});
