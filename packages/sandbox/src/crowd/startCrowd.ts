import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { administrator } from '../cluster/http/auth';
import { listenOnLoopback } from '../control/loopbackServer';
import { createGitHost } from '../git/createGitHost';
import { createRender, findKustomize } from '../render/createRender';
import { people } from '../world/people';
import { createCrowdArgoCd } from './createCrowdArgoCd';
import { createCrowdFlux } from './createCrowdFlux';
import { lookAgain } from './lookAgain';
import { CrowdMember } from './member';
import { createRequestLog, LoggedRequest } from './requestLog';
import { serviceNames } from './services';

/** Of every cluster of a crowd; good on the loopback interface only. */
export const CROWD_CLUSTER_TOKEN = 'sandbox-crowd-token';

/** An Argo CD compares everything anew so often; Flux reconciles each object so often. */
const ARGOCD_RESYNC_MS = 3 * 60_000;
const FLUX_INTERVAL_MS = 10 * 60_000;

export interface CrowdOptions {
  argocds: number;
  /** Clusters with an Argo CD that cannot be reached itself. */
  argocdClusters: number;
  /** With Flux. */
  clusters: number;
  /** Per instance. */
  applications: number;
}

/** Many engines with many applications, of which nothing changes but by `change`. */
export interface Crowd {
  git: string;
  /** By name: `argocd-1`, … Each takes `ARGOCD_TOKEN`. */
  argocds: Record<string, string>;
  /** By name: `argocd-cluster-1`, … Each takes `CROWD_CLUSTER_TOKEN`. */
  argocdClusters: Record<string, string>;
  /** By name: `cluster-1`, … Each takes `CROWD_CLUSTER_TOKEN`. */
  clusters: Record<string, string>;
  /** `service-0001`, …: the same names on each instance. */
  applications: string[];
  /** Makes an application unhealthy, or healthy again; throws where there is none. */
  change(instance: string, application: string): void;
  /** All that were asked since the start, of the engines and of `git`. */
  requests(): LoggedRequest[];
  stop(): Promise<void>;
}

const names = (kind: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${kind}-${n + 1}`);

/** Starts a crowd on the loopback interface. */
export async function startCrowd(options: CrowdOptions): Promise<Crowd> {
  const directory = await mkdtemp(join(tmpdir(), 'gitops-crowd-'));
  const argocds = names('argocd', options.argocds);
  const argocdClusters = names('argocd-cluster', options.argocdClusters);
  const clusters = names('cluster', options.clusters);
  const clock = () => new Date();
  const log = createRequestLog(clock);
  const applications = serviceNames(options.applications);
  const members = new Map<string, CrowdMember>();
  const closing: Array<() => Promise<void> | void> = [
    () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const stop = async () => {
    for (const close of closing.reverse().splice(0)) await close();
  };

  try {
    const git = await createGitHost({
      directory,
      people,
      repositories: [...argocds, ...argocdClusters, ...clusters].map(name => ({
        name: `crowd/${name}`,
      })),
      clock,
      counter: log,
    });
    closing.push(() => git.stop());
    const render = createRender(await findKustomize());
    const shared = {
      applications: applications.length,
      git,
      render,
      clock,
      accounts: [administrator(CROWD_CLUSTER_TOKEN)],
    };
    const urls: Record<string, string> = {};
    const listen = async (
      name: string,
      member: CrowdMember,
      resyncMs: number,
    ) => {
      members.set(name, member);
      closing.push(() => member.stop());
      const app = express();
      app.disable('x-powered-by');
      app.disable('etag');
      app.use(log.middleware(name), member.api);
      const server = await listenOnLoopback(app);
      closing.push(() => server.close());
      closing.push(lookAgain(member, applications, resyncMs));
      urls[name] = server.url;
    };
    for (const name of [...argocds, ...argocdClusters]) {
      const face = argocds.includes(name) ? 'argocd' : 'cluster';
      const member = await createCrowdArgoCd({ ...shared, name, face });
      await listen(name, member, ARGOCD_RESYNC_MS);
    }
    for (const name of clusters) {
      const member = await createCrowdFlux({ ...shared, name });
      await listen(name, member, FLUX_INTERVAL_MS);
    }
    const urlsOf = (of: string[]) =>
      Object.fromEntries(of.map(name => [name, urls[name]]));
    return {
      git: git.url,
      argocds: urlsOf(argocds),
      argocdClusters: urlsOf(argocdClusters),
      clusters: urlsOf(clusters),
      applications,
      change(instance, application) {
        const member = members.get(instance);
        if (!member) throw new Error(`There is no instance ${instance}`);
        member.change(application);
      },
      requests: log.requests,
      stop,
    };
  } catch (error) {
    // What went wrong at first is what counts.
    await stop().catch(() => {});
    throw error;
  }
}
