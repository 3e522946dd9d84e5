import { join } from 'node:path';
import { z } from 'zod';
import { ARGOCD_TOKEN, CROWD_CLUSTER_TOKEN, CrowdOptions } from 'sandbox';
import { Child } from '../harness/children';

const addressesSchema = z.object({
  git: z.string(),
  argocds: z.record(z.string(), z.string()),
  argocdClusters: z.record(z.string(), z.string()),
  clusters: z.record(z.string(), z.string()),
  applications: z.array(z.string()),
});
const requestSchema = z.object({
  at: z.number(),
  instance: z.string(),
  method: z.string(),
  url: z.string(),
});
export type UpstreamRequest = z.infer<typeof requestSchema>;
export type Addresses = z.infer<typeof addressesSchema>;

const GIT = 'git';

/** The engines that are observed, in a process of their own. */
export class Crowd {
  private constructor(
    private readonly child: Child,
    readonly addresses: Addresses,
  ) {}

  static async start(size: CrowdOptions, log: string): Promise<Crowd> {
    const args = [
      size.argocds,
      size.argocdClusters,
      size.clusters,
      size.applications,
    ].map(String);
    const child = Child.start(join(__dirname, 'crowdProcess.ts'), {
      args,
      log,
    });
    try {
      const addresses = addressesSchema.parse(await child.ask('describe'));
      return new Crowd(child, addresses);
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  /** The names of those that each instance has. */
  get applications(): string[] {
    return this.addresses.applications;
  }

  /** The names of the instances of each kind of engine, and way to observe it. */
  get engines(): Array<[engine: string, instances: string[]]> {
    const { argocds, argocdClusters, clusters } = this.addresses;
    return [
      ['argocd', Object.keys(argocds)],
      ['argocdCluster', Object.keys(argocdClusters)],
      ['flux', Object.keys(clusters)],
    ];
  }

  get instances(): string[] {
    return this.engines.flatMap(([, instances]) => instances);
  }

  /** What was asked of engines, or else of Git. */
  async requests(
    of: 'engines' | 'git',
    since: number,
  ): Promise<UpstreamRequest[]> {
    const all = z
      .array(requestSchema)
      .parse(await this.child.ask('requests', String(since)));
    return all.filter(({ instance }) => (instance === GIT) === (of === 'git'));
  }

  async change(instance: string, application: string): Promise<void> {
    await this.child.ask('change', instance, application);
  }

  /** The engine's own stream of events about one application, from now on. */
  async openStream(
    instance: string,
    application: string,
  ): Promise<{ next: () => Promise<void>; close: () => void }> {
    const { argocds } = this.addresses;
    const abort = new AbortController();
    const url = this.#streamUrl(instance, application);
    const token = instance in argocds ? ARGOCD_TOKEN : CROWD_CLUSTER_TOKEN;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    if (!response.ok || !response.body) {
      throw new Error(`${instance} answered ${response.status}`);
    }
    const chunks = response.body.getReader();
    // First comes the application as it is.
    await chunks.read();
    return {
      next: async () => void (await chunks.read()),
      close: () => abort.abort(),
    };
  }

  #streamUrl(instance: string, application: string): string {
    const { argocds, argocdClusters, clusters } = this.addresses;
    if (instance in argocds) {
      return `${argocds[instance]}/api/v1/stream/applications?name=${application}`;
    }
    const [cluster, kind] =
      instance in clusters
        ? [clusters[instance], 'kustomize.toolkit.fluxcd.io/v1/kustomizations']
        : [argocdClusters[instance], 'argoproj.io/v1alpha1/applications'];
    return `${cluster}/apis/${kind}?watch=1&fieldSelector=metadata.name%3D${application}`;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
