import pLimit from 'p-limit';
import { ClusterEvent, KubeObject } from '../cluster/types';
import { Push } from '../git/types';
import { readApplication, sourcesOf } from './application';
import { ArgoContext } from './context';
import { isRecord, sameJson, stringAt } from './json';
import {
  APPLICATION,
  AppKey,
  appKeyOfInstance,
  appKeyString,
  parseAppKey,
  REFRESH,
} from './names';
import { processApplication, ProcessRequest } from './processApplication';
import { createQueue } from './queue';

export interface Reconciler {
  start(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
  /** Queues a turn for `namespace/name`; resolves when one that began later is over. */
  request(key: string, request: ProcessRequest): Promise<void>;
  /** To be told of an operation that somebody set. */
  operationRequested(key: AppKey): void;
  /** To be told of changes to what an instance manages. */
  liveChanged(instance: string): void;
  /** Resolves when the queue is empty. */
  idle(): Promise<void>;
}

export interface ReconcilerOptions {
  context: ArgoContext;
  resyncSeconds: number;
  onError(error: unknown): void;
}

/** Decides when which application has its turn. */
export function createReconciler({
  context,
  resyncSeconds,
  onError,
}: ReconcilerOptions): Reconciler {
  const { home, git } = context;
  const seen = new Map<string, unknown>();
  const timers = new Set<NodeJS.Timeout>();
  let stops: Array<() => void> = [];
  let started = false;

  // Git and kustomize are programs: with many applications, not all at once.
  const limit = pLimit(4);
  const queue = createQueue<ProcessRequest>(async (key, request) => {
    const { againIn } = await limit(() =>
      processApplication(context, parseAppKey(key), request),
    );
    if (againIn !== undefined && started) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        queue.push(key, { level: 'recent', autoSync: true }).catch(onError);
      }, againIn * 1000);
      timer.unref();
      timers.add(timer);
    }
  }, merge);

  const react = (key: string, level: ProcessRequest['level']) => {
    if (started) {
      queue.push(key, { level, autoSync: true }).catch(onError);
    }
  };
  const all = () => home.list(APPLICATION);
  const keyOfObject = ({ metadata }: KubeObject) =>
    appKeyString({ namespace: metadata.namespace ?? '', name: metadata.name });

  const onHomeEvent = ({ type, object }: ClusterEvent) => {
    if (object.kind !== APPLICATION.kind) {
      return;
    }
    const key = keyOfObject(object);
    const before = seen.get(key);
    if (type === 'DELETED') {
      seen.delete(key);
      context.compared.delete(key);
      return;
    }
    const now = asked(object);
    seen.set(key, now);
    if (!sameJson(before, now)) {
      const known = isRecord(before) && sameJson(before.spec, now.spec);
      react(key, known && !now.refresh ? 'recent' : 'latest');
    }
  };

  const onPush = ({ repository, branch }: Push) => {
    for (const object of all()) {
      const follows = sourcesOf(readApplication(object).spec).some(
        ({ repoURL, targetRevision = 'HEAD' }) =>
          git.repositoryOf(repoURL) === repository &&
          (targetRevision === 'HEAD' || targetRevision === branch),
      );
      if (follows) {
        react(keyOfObject(object), 'latest');
      }
    }
  };

  const refreshAll = () => {
    for (const object of all()) {
      react(keyOfObject(object), 'latest');
    }
  };

  return {
    start() {
      if (started) {
        return;
      }
      started = true;
      for (const object of all()) {
        seen.set(keyOfObject(object), asked(object));
      }
      const resync = setInterval(refreshAll, resyncSeconds * 1000);
      resync.unref();
      stops = [
        home.subscribe(onHomeEvent),
        git.onPush(onPush),
        () => clearInterval(resync),
      ];
      refreshAll();
    },
    async stop() {
      started = false;
      stops.forEach(stop => stop());
      stops = [];
      timers.forEach(clearTimeout);
      timers.clear();
      await queue.idle();
    },
    request: queue.push,
    operationRequested(key) {
      queue
        .push(appKeyString(key), { level: 'recent', autoSync: true })
        .catch(onError);
    },
    liveChanged(instance) {
      react(appKeyString(appKeyOfInstance(instance)), 'recent');
    },
    idle: queue.idle,
  };
}

function merge(earlier: ProcessRequest, later: ProcessRequest): ProcessRequest {
  const at = later.at ?? earlier.at;
  return {
    level: earlier.level === 'latest' ? 'latest' : later.level,
    autoSync: earlier.autoSync || later.autoSync,
    ...(at && { at }),
  };
}

/** What of an Application asks for a turn when it changes; its status does not. */
function asked(object: KubeObject) {
  return {
    spec: object.spec,
    operation: object.operation,
    refresh: object.metadata.annotations?.[REFRESH],
    deleted: object.metadata.deletionTimestamp,
    terminating:
      stringAt(object.status, 'operationState', 'phase') === 'Terminating',
  };
}
