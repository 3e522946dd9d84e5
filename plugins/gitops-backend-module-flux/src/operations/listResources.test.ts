import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from '../__testUtils__/FakeKubernetesBackend';
import {
  createInstance,
  DEPLOYMENTS,
  drift,
  follow,
  KUSTOMIZATIONS,
  observeFirst,
  serveDrift,
  service,
  SERVICES,
  totalOf,
} from '../__testUtils__/observe';
import { recording } from '../__testUtils__/recordings';
import { FluxInstance } from '../FluxInstance';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
  serveDrift(fake);
});
afterEach(() => stop.abort());

const web = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'fx-drift',
  name: 'web',
};

describe('resources', () => {
  it('are those of the inventory, as far as they are watched', async () => {
    const instance = createInstance();
    const application = await observeFirst(instance, stop.signal);
    const resources = await instance.resources(application, {
      signal: stop.signal,
    });
    expect(
      resources.map(({ kind, name, sync }) => `${kind} ${name} ${sync}`),
    ).toEqual([
      'ConfigMap settings Synced',
      'Service web Synced',
      'Deployment web Synced',
      'Deployment web-disabled Unknown',
      'Deployment web-if-not-present Unknown',
      'Deployment web-merge Unknown',
    ]);
    expect(resources).toContainEqual(
      expect.objectContaining({ ...web, sync: 'Synced', health: 'Healthy' }),
    );
  });

  it('that have drifted or are gone are told so', async () => {
    const instance = createInstance();
    const { next, until } = follow(instance, stop.signal);
    const first = await next();
    fake.put(DEPLOYMENTS, recording('drift/03-after-kubectl-edit-web').object);
    fake.delete(SERVICES, service);
    const changed = await until(each => totalOf(each) === 4);
    expect(first).toMatchObject({ type: 'snapshot' });
    const { application } = Object(changed);
    const resources = await instance.resources(application, {
      signal: stop.signal,
    });
    expect(resources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...web, sync: 'OutOfSync' }),
        {
          ...web,
          group: '',
          kind: 'Service',
          sync: 'OutOfSync',
          health: 'Missing',
        },
      ]),
    );
  });

  it('are not judged while nobody watches, or on another cluster', async () => {
    const instance = createInstance();
    const application = await observeFirst(instance, stop.signal);
    const judged = async (by: FluxInstance) => {
      const resources = await by.resources(application, {
        signal: stop.signal,
      });
      return [...new Set(resources.map(({ sync }) => sync))].sort();
    };
    expect(await judged(instance)).toEqual(['Synced', 'Unknown']);
    expect(await judged(createInstance())).toEqual(['Unknown']);
    const elsewhere = structuredClone(Object(drift.object));
    elsewhere.spec.kubeConfig = { secretRef: { name: 'other' } };
    fake.put(KUSTOMIZATIONS, elsewhere);
    expect(await judged(instance)).toEqual(['Unknown']);
  });

  it('are not claimed to be as Git says while a newer revision waits', async () => {
    const instance = createInstance();
    const application = await observeFirst(instance, stop.signal);
    application.sync.status = 'OutOfSync';
    const resources = await instance.resources(application, {
      signal: stop.signal,
    });
    expect(resources).toContainEqual(
      expect.objectContaining({ ...web, sync: 'Unknown' }),
    );
  });
});
