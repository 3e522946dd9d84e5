import { z } from 'zod';
import { ARGOCD_TOKEN, CROWD_CLUSTER_TOKEN } from 'sandbox';
import { Child } from './children';

const addressesSchema = z.object({
  git: z.string(),
  argocds: z.record(z.string(), z.string()),
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

  static async start(
    size: { argocds: number; clusters: number; applications: number },
    log: string,
  ): Promise<Crowd> {
    const args = [size.argocds, size.clusters, size.applications].map(String);
    const child = Child.start('crowdProcess.ts', { args, log });
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

  get instances(): string[] {
    const { argocds, clusters } = this.addresses;
    return [...Object.keys(argocds), ...Object.keys(clusters)];
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
    const { argocds, clusters } = this.addresses;
    const abort = new AbortController();
    const isArgocd = instance in argocds;
    const url = isArgocd
      ? `${argocds[instance]}/api/v1/stream/applications?name=${application}`
      : `${clusters[instance]}/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations?watch=1&fieldSelector=metadata.name%3D${application}`;
    const token = isArgocd ? ARGOCD_TOKEN : CROWD_CLUSTER_TOKEN;
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

  stop(): Promise<void> {
    return this.child.stop();
  }
}
