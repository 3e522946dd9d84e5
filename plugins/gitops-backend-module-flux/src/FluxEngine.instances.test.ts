import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { EngineInstance } from '@backstage-gitops/plugin-gitops-node';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import {
  createEngine as engine,
  follow as followUntil,
  serveDrift,
} from './__testUtils__/observe';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
});
afterEach(() => stop.abort());

const follow = (instance: EngineInstance) => followUntil(instance, stop.signal);

describe('instances', () => {
  it('are the clusters that are asked for', async () => {
    fake.clusters = [{ name: 'edge' }, { name: 'staging' }];
    const names = async (clusters: 'all' | string[]) =>
      (await engine(clusters).instances()).map(({ name }) => name);
    expect(await names('all')).toEqual(['edge', 'staging']);
    expect(await names(['staging'])).toEqual(['staging']);
    expect(await names([])).toEqual([]);
  });

  it.each([
    'serviceAccount',
    'aws',
    'azure',
    'googleServiceAccount',
    'localKubectlProxy',
    'custom',
  ])(
    'are observed with the credentials that %s has in the backend, also without Flux',
    async authProvider => {
      fake.clusters = [{ name: 'edge', authProvider }];
      const [edge] = await engine().instances();
      expect(await follow(edge).next()).toEqual({
        type: 'snapshot',
        applications: [],
      });
    },
  );

  it.each(['oidc', 'google', 'aks', 'pinniped'])(
    "are there, and not observed, where %s needs a person's token",
    async authProvider => {
      serveDrift(fake);
      fake.clusters = [
        { name: 'hers', authProvider },
        { name: 'edge', authProvider: 'serviceAccount' },
      ];
      const [hers, edge] = await engine().instances();
      expect(hers).toMatchObject({
        name: 'hers',
        capabilities: { operations: [], resources: false },
      });
      await expect(follow(hers).next()).rejects.toThrow(
        `Cluster hers cannot be observed: its auth provider ${authProvider} needs a person's token`,
      );
      expect(await follow(edge).next()).toMatchObject({
        applications: [{ name: 'drift' }],
      });
      const asked = fake.requests.map(({ headers }) =>
        headers.get('backstage-kubernetes-cluster'),
      );
      expect(asked).not.toContain('hers');
    },
  );

  it('say that the kubernetes configuration does not have them', async () => {
    const [unknown] = await engine(['nowhere']).instances();
    await expect(follow(unknown).next()).rejects.toThrow(
      'There is no cluster nowhere in the kubernetes configuration',
    );
  });
});
