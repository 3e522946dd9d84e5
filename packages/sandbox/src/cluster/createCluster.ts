import type { RequestHandler } from 'express';
import type { Clock } from '../clock';
import * as errors from './errors';
import { createApi } from './http/api';
import type { Account } from './http/auth';
import { allKinds, apiVersionOf, type ResourceType } from './kinds';
import { Replicas } from './replicas';
import { Webhooks } from './rules/webhooks';
import { ObjectStore } from './store';
import type { Cluster, KubeObject, ObjectRef, WriteOptions } from './types';
import { createWorkloads, isRolling, WORKLOAD_MANAGER } from './workloads';
import { ObjectWriter, type WriteContext } from './writer';

export interface ClusterOptions {
  name: string;
  /** Who may do what over HTTP; nobody anything if absent. */
  accounts?: readonly Account[];
  clock: Clock;
  /** What the cluster serves; everything the sandbox knows if absent. */
  kinds?: readonly ResourceType[];
  /** Made at the start, besides `default`, `kube-system`. */
  namespaces?: readonly string[];
  /** When those were made; now if absent. */
  since?: Date;
  /** How many writes a watch or a paged list can go back; 10 000 if absent. */
  logSize?: number;
  /** Between two bookmarks of a watch; a minute if absent. */
  bookmarkIntervalMs?: number;
  /** How long new replicas take to be ready; none at all if absent, or in the past. */
  rolloutMs?: number;
  /** Whether workloads have replica sets and pods; not if absent. */
  withReplicas?: boolean;
  /** A watch that has more than this unread is ended; 16 MiB if absent. */
  watchBufferBytes?: number;
}

export interface SandboxCluster {
  /** For those who live in the same process. */
  cluster: Cluster;
  /** The Kubernetes API over HTTP, for somebody else to listen with. */
  api: RequestHandler;
  /** Forgets past writes, so that watches and page tokens of before expire. */
  compact(): void;
  /** Ends all watches and rollouts. */
  close(): void;
}

/** What was written so recently is happening now, and not in a seeded past. */
const NOW_MS = 5_000;

const SYSTEM_NAMESPACES = ['default', 'kube-system'];

/** A small Kubernetes API server in memory. */
export function createCluster(options: ClusterOptions): SandboxCluster {
  const { name, clock, kinds = allKinds } = options;
  const store = new ObjectStore(options.logSize);
  const { rolloutMs = 0 } = options;
  const statusOf = createWorkloads();
  const rollouts = new Set<NodeJS.Timeout>();

  const webhooks = new Webhooks();
  const writer: ObjectWriter = new ObjectWriter({
    cluster: name,
    store,
    kinds,
    webhooks,
    written: (type, object, { at, subresource }) => {
      if (subresource === 'status') return;
      const isNow = clock().getTime() - at.getTime() < NOW_MS;
      writeStatus(type, object, at, rolloutMs === 0 || !isNow);
    },
  });

  const replicas = options.withReplicas
    ? new Replicas(store, writer, kinds)
    : undefined;

  function writeStatus(
    type: ResourceType,
    object: KubeObject,
    time: Date,
    settled: boolean,
  ): void {
    const change = statusOf(object, time, settled);
    if (!change) return;
    const copy = structuredClone(object);
    change(copy);
    const written = writer.update(type, object, copy, {
      manager: WORKLOAD_MANAGER,
      at: time,
      subresource: 'status',
    });
    replicas?.follow(written, time);
    if (!settled && isRolling(written)) finishLater(type, written);
  }

  function finishLater(type: ResourceType, { metadata }: KubeObject): void {
    const timer = setTimeout(() => {
      rollouts.delete(timer);
      const object = store.get(type, metadata.namespace, metadata.name);
      // A later change has begun a rollout of its own.
      if (!object || object.metadata.generation !== metadata.generation) {
        return;
      }
      writeStatus(type, object, clock(), true);
    }, rolloutMs);
    rollouts.add(timer);
  }

  const typeOf = (ref: { apiVersion: string; kind: string }): ResourceType => {
    const type = kinds.find(
      kind => kind.kind === ref.kind && apiVersionOf(kind) === ref.apiVersion,
    );
    if (!type) throw errors.noSuchResource();
    return type;
  };

  const find = (ref: ObjectRef) => {
    const type = typeOf(ref);
    const namespace = type.namespaced ? ref.namespace ?? 'default' : undefined;
    return { type, object: store.get(type, namespace, ref.name) };
  };

  const existing = (ref: ObjectRef) => {
    const { type, object } = find(ref);
    if (!object) throw errors.notFound(type, ref.name);
    return { type, object };
  };

  const contextOf = ({ manager, at, dryRun }: WriteOptions): WriteContext => ({
    manager,
    at: at ?? clock(),
    ...(dryRun ? { dryRun } : {}),
  });

  const copyOf = (object: KubeObject): KubeObject => structuredClone(object);

  const cluster: Cluster = {
    name,
    get(ref) {
      const { object } = find(ref);
      return object && copyOf(object);
    },
    list(type, namespace) {
      return store.list(typeOf(type), namespace).map(copyOf);
    },
    apply(object, write) {
      const context = { ...contextOf(write), force: true };
      return copyOf(writer.apply(typeOf(object), object, context));
    },
    edit(ref, change, write) {
      const { type, object } = existing(ref);
      const { subresource } = write;
      if (subresource && !type[subresource]) throw errors.noSuchResource();
      const next = copyOf(object);
      change(next);
      const context = { ...contextOf(write), subresource };
      return copyOf(writer.update(type, object, next, context));
    },
    create(object, write) {
      return copyOf(writer.create(typeOf(object), object, contextOf(write)));
    },
    delete(ref, write) {
      const { type, object } = existing(ref);
      writer.delete(type, object, contextOf(write));
    },
    addWebhook: webhook => webhooks.add(webhook),
    subscribe(listener) {
      return store.subscribe(({ type, object }) =>
        listener({ type, object: copyOf(object) }),
      );
    },
  };

  if (kinds.some(kind => kind.kind === 'Namespace')) {
    for (const namespace of [
      ...SYSTEM_NAMESPACES,
      ...(options.namespaces ?? []),
    ]) {
      cluster.create(
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
        { manager: 'kube-apiserver', at: options.since },
      );
    }
  }

  const { handler, close } = createApi({
    store,
    writer,
    kinds,
    accounts: options.accounts ?? [],
    clock,
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
    watchBufferBytes: options.watchBufferBytes ?? 16 * 1024 * 1024,
  });

  return {
    cluster,
    api: handler,
    compact: () => store.compact(),
    close() {
      rollouts.forEach(clearTimeout);
      close();
    },
  };
}
