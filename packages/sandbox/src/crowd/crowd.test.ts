import { z } from 'zod';
import { ARGOCD_TOKEN } from '../world/accounts';
import { Crowd, CROWD_CLUSTER_TOKEN, startCrowd } from './startCrowd';

const objectSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), uid: z.string() }),
  status: z.looseObject({
    health: z.object({ status: z.string() }).optional(),
    sync: z.looseObject({ status: z.string() }).optional(),
    conditions: z
      .array(z.looseObject({ type: z.string(), status: z.string() }))
      .optional(),
    inventory: z
      .object({ entries: z.array(z.object({ id: z.string() })) })
      .optional(),
  }),
});
const listSchema = z.object({ items: z.array(objectSchema) });

const KUSTOMIZATIONS = '/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations';

describe('startCrowd', () => {
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await startCrowd({
      argocds: 1,
      argocdClusters: 1,
      clusters: 1,
      applications: 25,
    });
  });
  afterAll(() => crowd.stop());

  async function ask(url: string, token: string): Promise<unknown> {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
    });
    return await response.json();
  }
  const applications = async () =>
    listSchema.parse(
      await ask(
        `${crowd.argocds['argocd-1']}/api/v1/applications`,
        ARGOCD_TOKEN,
      ),
    ).items;
  const inCluster = (path: string) =>
    ask(`${crowd.clusters['cluster-1']}${path}`, CROWD_CLUSTER_TOKEN);
  const kustomizations = async () =>
    listSchema.parse(await inCluster(KUSTOMIZATIONS)).items;

  it('has applications of its own, some of which wait', async () => {
    const items = await applications();
    expect(items.map(({ metadata }) => metadata.name)).toEqual(
      crowd.applications,
    );
    expect(new Set(items.map(({ metadata }) => metadata.uid)).size).toBe(25);
    const waiting = items.filter(
      ({ status }) => status.sync?.status === 'OutOfSync',
    );
    expect(waiting.map(({ metadata }) => metadata.name)).toEqual([
      'service-0002',
      'service-0022',
    ]);
  });

  it('has an Argo CD of which only the cluster answers', async () => {
    const url = crowd.argocdClusters['argocd-cluster-1'];
    const path = '/apis/argoproj.io/v1alpha1/applications';
    const { items } = listSchema.parse(
      await ask(`${url}${path}`, CROWD_CLUSTER_TOKEN),
    );
    expect(items).toHaveLength(25);
  });

  it('has what each Kustomization says that it applied', async () => {
    const items = await kustomizations();
    expect(items).toHaveLength(25);
    const deployments = z
      .object({
        items: z.array(
          z.object({ metadata: z.looseObject({ name: z.string() }) }),
        ),
      })
      .parse(
        await inCluster(
          '/apis/apps/v1/deployments?labelSelector=kustomize.toolkit.fluxcd.io/name',
        ),
      )
      .items.map(({ metadata }) => `crowd_${metadata.name}_apps_Deployment`);
    const inventory = items.flatMap(
      ({ status }) => status.inventory?.entries ?? [],
    );
    expect(inventory).toHaveLength(75);
    expect(inventory.map(({ id }) => id)).toEqual(
      expect.arrayContaining(deployments),
    );
    expect(deployments).toHaveLength(25);
  });

  it('changes one application where it is told to', async () => {
    crowd.change('argocd-1', 'service-0007');
    crowd.change('cluster-1', 'service-0008');
    const unhealthy = (await applications()).filter(
      ({ status }) => status.health?.status === 'Degraded',
    );
    expect(unhealthy.map(({ metadata }) => metadata.name)).toEqual([
      'service-0007',
    ]);
    const failed = (await kustomizations()).filter(({ status }) =>
      status.conditions?.some(
        each => each.type === 'Ready' && each.status === 'False',
      ),
    );
    expect(failed.map(({ metadata }) => metadata.name)).toEqual([
      'service-0008',
    ]);
    expect(() => crowd.change('argocd-2', 'service-0001')).toThrow(
      'There is no instance argocd-2',
    );
  });

  it('remembers who was asked for what', async () => {
    const before = crowd.requests().length;
    await kustomizations();
    expect(crowd.requests().slice(before)).toEqual([
      {
        at: expect.any(Number),
        instance: 'cluster-1',
        method: 'GET',
        url: KUSTOMIZATIONS,
      },
    ]);
  });
});
