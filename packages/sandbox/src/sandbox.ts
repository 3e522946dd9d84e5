import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { RequestHandler } from 'express';
import { createArgoCd } from './argocd';
import { Clock } from './clock';
import { createCluster } from './cluster';
import { createControlApp } from './control/controlApp';
import { afterFirstWatch } from './control/goesDark';
import { listenOnLoopback, LoopbackServer } from './control/loopbackServer';
import { createRequestCounter } from './control/requestCounter';
import { createVerbs, Verbs } from './control/verbs';
import { createFlux } from './flux';
import { createGitHost } from './git/createGitHost';
import { createRender, findKustomize } from './render/createRender';
import { Render } from './render/types';
import { argoAccounts, clusterAccounts } from './world/accounts';
import { ARGOCD_CLUSTER } from './world/argoManifests';
import { webCharts } from './world/charts';
import { FLUX_NAMESPACE } from './world/fluxManifests';
import { FIRST_COMMIT } from './world/history';
import { people } from './world/people';
import { releases } from './world/releases';
import { seedWorld } from './world/seedWorld';
import {
  ClusterName,
  clusterNames,
  FLEET_REPOSITORY,
  PAYMENTS_REPOSITORY,
  PLATFORM_REPOSITORY,
  services,
  SHOP_ORGANISATION,
} from './world/services';

export type Service = 'git' | 'argocd' | ClusterName | 'control';

/** What `main.ts` listens on. */
export const DEFAULT_PORTS: Record<Service, number> = {
  git: 7010,
  argocd: 7011,
  staging: 7012,
  production: 7013,
  edge: 7014,
  control: 7015,
};

/** Long enough to be seen, short enough not to wait for. */
const ROLLOUT_MS = 1_000;

export interface SandboxOptions {
  /** A free port for each that is not named. */
  ports?: Partial<Record<Service, number>>;
  clock?: Clock;
  /** The same seed and start make the same world. */
  seed?: number;
  /** Emptied and filled at the start; a temporary one, removed at the end, if absent. */
  directory?: string;
  render?: Render;
  /** How long a sync or reconciliation takes at least; no time at all if absent. */
  syncMs?: number;
  /** How long `edge` stays after somebody has begun to watch it; 6 s if absent, null for ever. */
  edgeStaysMs?: number | null;
}

export interface Sandbox extends Verbs {
  urls: Record<Service, string>;
  /** Requests over HTTP since the start or the last reset, by service. */
  requests(): Record<string, number>;
  resetRequests(): void;
  stop(): Promise<void>;
}

async function prepareDirectory(wanted?: string): Promise<string> {
  if (!wanted) {
    return await mkdtemp(join(tmpdir(), 'gitops-sandbox-'));
  }
  for (const part of ['repositories', 'checkouts']) {
    await rm(join(wanted, part), { recursive: true, force: true });
  }
  await mkdir(wanted, { recursive: true });
  return wanted;
}

function byCluster<T>(make: (name: ClusterName) => T): Record<ClusterName, T> {
  return {
    staging: make('staging'),
    production: make('production'),
    edge: make('edge'),
  };
}

/** Starts the whole world on the loopback interface. */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { ports = {}, clock = () => new Date(), seed = 1, syncMs } = options;
  const start = clock();
  const render = options.render ?? createRender(await findKustomize());
  const directory = await prepareDirectory(options.directory);
  const counter = createRequestCounter();
  const closing: Array<() => Promise<unknown> | void> = [];
  const stop = async () => {
    for (const close of closing.reverse().splice(0)) {
      await close();
    }
    if (!options.directory) {
      // A git that is still at work may put another file there.
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  };

  const listen = async (
    service: Service,
    ...handlers: RequestHandler[]
  ): Promise<LoopbackServer> => {
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    if (service !== 'control') {
      app.use(counter.middleware(service));
    }
    app.use(...handlers);
    const server = await listenOnLoopback(app, ports[service]);
    closing.push(() => server.close());
    return server;
  };

  try {
    const git = await createGitHost({
      directory,
      people,
      organisations: [SHOP_ORGANISATION],
      clock,
      counter,
      port: ports.git,
      repositories: [
        {
          name: PLATFORM_REPOSITORY,
          description: 'What runs where, for all teams',
          createdAt: new Date(start.getTime() - FIRST_COMMIT),
        },
        {
          name: PAYMENTS_REPOSITORY,
          private: true,
          description: 'Configuration of payments',
          createdAt: new Date(start.getTime() - FIRST_COMMIT),
        },
        {
          name: FLEET_REPOSITORY,
          description: 'Services in repositories of their own',
          createdAt: new Date(start.getTime() - FIRST_COMMIT),
        },
      ],
    });
    closing.push(() => git.stop());

    const sandboxClusters = byCluster(name =>
      createCluster({
        name,
        accounts: clusterAccounts(name),
        clock,
        rolloutMs: ROLLOUT_MS,
        withReplicas: true,
        since: new Date(start.getTime() - FIRST_COMMIT),
        namespaces: [
          FLUX_NAMESPACE,
          ...(name === ARGOCD_CLUSTER ? ['argocd'] : []),
          ...services
            .filter(({ clusters: where }) => where.includes(name))
            .map(service => service.name),
          ...releases
            .filter(({ cluster }) => cluster === name)
            .map(({ application }) => application),
        ],
      }),
    );
    const clusters = byCluster(name => sandboxClusters[name].cluster);
    const flux = byCluster(name =>
      createFlux({
        cluster: clusters[name],
        git,
        render,
        clock,
        charts: webCharts,
        syncMs,
      }),
    );
    const argocd = createArgoCd({
      home: clusters[ARGOCD_CLUSTER],
      destinations: clusters,
      git,
      render,
      clock,
      accounts: argoAccounts,
      syncMs,
    });

    await seedWorld({ git, clusters, flux, argocd }, { start, seed });

    argocd.start();
    closing.push(() => argocd.stop());
    for (const name of clusterNames) {
      flux[name].start();
      closing.push(() => flux[name].stop());
    }

    const reachability: Record<string, (reachable: boolean) => void> = {};
    const goesDark = afterFirstWatch(options.edgeStaysMs ?? 6_000, () => {
      reachability.edge(false);
    });
    closing.push(goesDark.cancel);
    const servers = {
      argocd: await listen('argocd', argocd.api),
      staging: await listen('staging', sandboxClusters.staging.api),
      production: await listen('production', sandboxClusters.production.api),
      edge: await listen(
        'edge',
        ...(options.edgeStaysMs === null ? [] : [goesDark.middleware]),
        sandboxClusters.edge.api,
      ),
    };
    closing.push(() =>
      clusterNames.forEach(name => sandboxClusters[name].close()),
    );
    reachability.main = servers.argocd.setReachable;
    for (const name of clusterNames) {
      reachability[name] = servers[name].setReachable;
    }
    const verbs = createVerbs({
      git,
      clusters,
      argocd,
      render,
      clock,
      reachability,
    });
    const control = await listen('control', createControlApp(verbs, counter));

    return {
      ...verbs,
      urls: {
        git: git.url,
        argocd: servers.argocd.url,
        staging: servers.staging.url,
        production: servers.production.url,
        edge: servers.edge.url,
        control: control.url,
      },
      requests: counter.counts,
      resetRequests: counter.reset,
      stop,
    };
  } catch (error) {
    // What went wrong at first is what counts.
    await stop().catch(() => {});
    throw error;
  }
}
