import { setTimeout as delay } from 'node:timers/promises';
import { RequestHandler } from 'express';
import { Clock } from '../clock';
import { Cluster } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { createApi } from './api/createApi';
import { Account } from './api/sessions';
import { ComparedResource } from './rules/compareAll';
import { findApplication } from './applicationStore';
import { ArgoContext } from './context';
import { createDestinations } from './destinations';
import { appKeyString, parseAppKey } from './names';
import { createReconciler } from './reconciler';
import { requestSync } from './requestSync';
import { createTrackingIndex, TrackingIndex } from './trackingIndex';

export interface ArgoCdOptions {
  /** Where the Application objects live; also the destination `in-cluster`. */
  home: Cluster;
  /** Further clusters by server URL or name; both, if applications use both. */
  destinations?: Record<string, Cluster>;
  git: GitHost;
  render: Render;
  clock: Clock;
  accounts: Account[];
  /** How often every application is compared though nothing happened; 180 by default. */
  resyncSeconds?: number;
  /** How long a sync takes at least; no time at all if absent, or in the past. */
  syncMs?: number;
  /** Told of failures that belong to no request; a process warning by default. */
  onError?(error: unknown): void;
}

export interface SyncRequest {
  revision?: string;
  prune?: boolean;
  /** When it is to have happened, to seed a past; by default now. */
  at?: Date;
  initiatedBy?: string;
  /** As automated sync would have done it, with nobody as initiator. */
  automated?: boolean;
}

export interface ArgoCd {
  /** The REST API, `/api/…`. */
  api: RequestHandler;
  /** Begins to react to changes; before, only `refresh` and `sync` do anything. */
  start(): void;
  /** Ends reacting and all event streams; resolves when nothing is under way any more. */
  stop(): Promise<void>;
  /** Compares `name` or `namespace/name` with Git now, as the refresh button does. */
  refresh(application: string, options?: { at?: Date }): Promise<void>;
  /** Syncs and compares; resolves with how the operation ended, rejects when it is refused. */
  sync(
    application: string,
    options?: SyncRequest,
  ): Promise<{ phase: string; message: string }>;
  /** Resolves when no application is being processed or waits for it. */
  idle(): Promise<void>;
}

/** An Argo CD: its controller and its API server. */
export function createArgoCd(options: ArgoCdOptions): ArgoCd {
  const { home, git, render, clock, accounts, syncMs = 0 } = options;
  const stopping = new AbortController();
  const destinations = options.destinations ?? {};
  const indices = new Map<Cluster, TrackingIndex>();
  const context: ArgoContext = {
    home,
    git,
    render,
    clock,
    async takeTime() {
      const { signal } = stopping;
      if (syncMs > 0 && !signal.aborted) {
        // Cut short by the end, and then nobody waits for it.
        await delay(syncMs, undefined, { signal }).catch(() => {});
      }
    },
    destination: createDestinations(home, destinations),
    compared: new Map<string, ComparedResource[]>(),
    tracking(cluster) {
      const index = indices.get(cluster);
      if (!index) {
        throw new Error(`${cluster.name} is no destination`);
      }
      return index;
    },
  };
  const reconciler = createReconciler({
    context,
    resyncSeconds: options.resyncSeconds ?? 180,
    onError:
      options.onError ??
      (error =>
        process.emitWarning(
          error instanceof Error ? error : new Error(String(error)),
        )),
  });
  for (const cluster of new Set([home, ...Object.values(destinations)])) {
    indices.set(
      cluster,
      createTrackingIndex(cluster, instance =>
        reconciler.liveChanged(instance),
      ),
    );
  }
  const { handler, close } = createApi({ context, reconciler, accounts });

  return {
    api: handler,
    start: reconciler.start,
    async stop() {
      stopping.abort();
      close();
      indices.forEach(index => index.stop());
      await reconciler.stop();
    },
    async refresh(application, { at } = {}) {
      const key = appKeyString(parseAppKey(application));
      await reconciler.request(key, {
        level: 'latest',
        autoSync: true,
        ...(at && { at }),
      });
    },
    async sync(application, request = {}) {
      const key = parseAppKey(application);
      const { at, automated, initiatedBy = 'admin' } = request;
      await requestSync(context, key, {
        revision: request.revision,
        // The past of an automated application is of revisions it does not target now.
        anyRevision: true,
        prune: request.prune,
        initiatedBy: automated
          ? { automated: true }
          : { username: initiatedBy },
        ...(automated && { retry: { limit: 5 } }),
        at: at ?? clock(),
      });
      await reconciler.request(appKeyString(key), {
        level: 'latest',
        autoSync: at === undefined,
        ...(at && { at }),
      });
      const state = findApplication(home, key)?.status.operationState;
      return { phase: state?.phase ?? '', message: state?.message ?? '' };
    },
    idle: reconciler.idle,
  };
}
