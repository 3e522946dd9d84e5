import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  Observation,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import {
  createInstance,
  DEPLOYMENTS,
  drift,
  follow,
  KUSTOMIZATIONS,
  serveDrift,
  service,
  SERVICES,
  totalOf,
} from './__testUtils__/observe';
import { recording } from './__testUtils__/recordings';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
  serveDrift(fake);
});
afterEach(() => stop.abort());

const look = (name: string) => recording(`drift/${name}`).object;
const applied = look('09-after-scale-correction-web');
/** `ops-console` took the replicas from Flux; only who looked before can see that. */
const taken = look('10-after-unknown-manager-edit-web');
const corrected = look('12-after-unknown-manager-correction-web');

const replicas = {
  resource: {
    group: 'apps',
    kind: 'Deployment',
    namespace: 'fx-drift',
    name: 'web',
  },
  change: 'changed',
  path: 'spec.replicas',
  desired: '2',
  live: '3',
  manager: 'ops-console',
  by: 'unknown',
  at: '2026-11-20T23:57:37.000Z',
  appliedAt: '2026-11-20T23:57:31.000Z',
};
const removed = {
  resource: {
    group: '',
    kind: 'Service',
    namespace: 'fx-drift',
    name: 'web',
  },
  change: 'resourceRemoved',
  by: 'unknown',
};

function driftIn(observation: Observation | undefined) {
  if (observation?.type !== 'snapshot') throw new Error('No snapshot came');
  return observation.applications[0].drift;
}

/** Observes until there is drift, and ends; what was told of it is what is stored. */
async function knownAfter(happens: () => void): Promise<ObservedApplication[]> {
  const own = new AbortController();
  fake.put(DEPLOYMENTS, applied);
  const { next, until } = follow(createInstance(), own.signal);
  await next();
  happens();
  const told = await until(each => totalOf(each) === 1);
  own.abort();
  const { application }: { application: ObservedApplication } = JSON.parse(
    JSON.stringify(told),
  );
  return [application];
}

/** A process that comes after, and knows only that. */
const begin = (known: ObservedApplication[]) =>
  follow(createInstance(), stop.signal, known);

const isReconciling = () => {
  const object = structuredClone(Object(drift.object));
  object.status.conditions = [
    { type: 'Reconciling', status: 'True', reason: 'Progressing', message: '' },
    { type: 'Ready', status: 'Unknown', reason: 'Progressing', message: '' },
  ];
  fake.put(KUSTOMIZATIONS, object);
};

describe('after a restart', () => {
  it('an open drift is the same, and ends when Flux takes the field back', async () => {
    const known = await knownAfter(() => fake.put(DEPLOYMENTS, taken));
    const { next, until } = begin(known);
    expect(driftIn(await next())).toEqual({ fields: [replicas], total: 1 });
    fake.put(DEPLOYMENTS, corrected);
    await until(each => totalOf(each) === 0);
  });

  it('a drift that Flux has corrected meanwhile is over', async () => {
    const known = await knownAfter(() => fake.put(DEPLOYMENTS, taken));
    fake.put(DEPLOYMENTS, corrected);
    expect(driftIn(await begin(known).next())).toEqual({
      fields: [],
      total: 0,
    });
  });

  it('nothing is told that nobody knows', async () => {
    await knownAfter(() => fake.put(DEPLOYMENTS, taken));
    expect(driftIn(await begin([]).next())).toEqual({ fields: [], total: 0 });
  });

  it.each([
    ['', () => {}],
    [', while Flux is at work', isReconciling],
  ])(
    'a resource that is gone stays so until it is back%s',
    async (_, change) => {
      const known = await knownAfter(() => fake.delete(SERVICES, service));
      change();
      const { next, until } = begin(known);
      expect(driftIn(await next())).toEqual({ fields: [removed], total: 1 });
      fake.put(SERVICES, service);
      await until(each => totalOf(each) === 0);
    },
  );

  it('a resource that is gone is forgotten with the inventory', async () => {
    const known = await knownAfter(() => fake.delete(SERVICES, service));
    const { next, until } = begin(known);
    expect(driftIn(await next())?.total).toBe(1);
    const pruned = structuredClone(Object(drift.object));
    pruned.status.inventory.entries = [
      { id: 'fx-drift_web_apps_Deployment', v: 'v1' },
    ];
    fake.put(KUSTOMIZATIONS, pruned);
    await until(each => totalOf(each) === 0);
  });

  it('a resource that was deleted meanwhile is gone', async () => {
    const known = await knownAfter(() => fake.put(DEPLOYMENTS, taken));
    fake.delete(DEPLOYMENTS, taken);
    expect(driftIn(await begin(known).next())).toEqual({
      fields: [{ ...removed, resource: replicas.resource }],
      total: 1,
    });
  });

  it('drift of a kind that may not be read any more stands', async () => {
    const known = await knownAfter(() => fake.put(DEPLOYMENTS, taken));
    fake.refusals.set(DEPLOYMENTS, 403);
    expect(driftIn(await begin(known).next())).toEqual({
      fields: [replicas],
      total: 1,
      partial: true,
    });
  });
});
