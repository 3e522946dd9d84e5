import { Clock } from '../clock';
import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { parseDuration } from './duration';
import { announceIn } from './events';
import { reconcileGitRepository } from './gitRepositoryController';
import {
  Chart,
  reconcileHelmChart,
  reconcileHelmRelease,
  reconcileHelmRepository,
} from './helm';
import { controlledType } from './kinds';
import { reconcileKustomization } from './kustomizationController';
import { hasTriedNews, sourceRefOf } from './news';
import { createWorkspace } from './prepare';
import { WorkQueue } from './queue';
import { fluxObject, refOf } from './resources';
import { Outcome, Run } from './run';
import { systemTimer, Timer } from './timer';
import { watchObjects } from './watchObjects';
import { wordsOf } from './words';

export interface FluxOptions {
  cluster: Cluster;
  git: GitHost;
  render: Render;
  clock: Clock;
  /** What HelmRepositories offer; nothing if absent. */
  charts?: readonly Chart[];
  /** Intervals, retries and timeouts; the process's own timers by default. */
  timer?: Timer;
  /** How long a reconciliation takes at least; no time at all if absent, or in the past. */
  syncMs?: number;
  /** Told of what no status tells, such as an object that cannot be read. */
  onError?: (error: Error) => void;
}

export interface Flux {
  /**
   * Reconciles from now on: what was never reconciled at once, the rest on
   * changes, requests and pushes, and at its interval counted from now.
   */
  start(): void;
  /** Ends what runs, forgets timers and temporary files. Final. */
  stop(): Promise<void>;
  /**
   * One reconciliation now, started or not: of a Kustomization or a HelmRelease with
   * its sources first, or of a source alone. How it went is in the status; rejects
   * only where there is no such object. With `at`, all it writes is of that time.
   */
  reconcile(
    target: { namespace: string; name: string; kind?: FluxKind },
    options?: { at?: Date },
  ): Promise<void>;
}

export type FluxKind =
  | 'Kustomization'
  | 'HelmRelease'
  | 'GitRepository'
  | 'HelmRepository';

/** source-controller, kustomize-controller and helm-controller of one cluster, as far as their objects show. */
export function createFlux(options: FluxOptions): Flux {
  const { cluster, git, render, clock, timer = systemTimer } = options;
  const { syncMs = 0 } = options;
  const onError = options.onError ?? (error => process.emitWarning(error));
  const workspace = createWorkspace();
  const dependencies = { cluster, git, render, workspace, timer, syncMs };
  const charts = options.charts ?? [];
  const ofKustomizations = {
    ...dependencies,
    announce: announceIn(cluster, clock, 'kustomize-controller'),
  };
  const ofReleases = {
    ...dependencies,
    charts,
    manifests: new Map<string, KubeObject[]>(),
    announce: announceIn(cluster, clock, 'helm-controller'),
  };
  const controllers: Record<
    string,
    (object: KubeObject, run: Run) => Promise<Outcome>
  > = {
    GitRepository: (...about) => reconcileGitRepository(dependencies, ...about),
    HelmRepository: (...about) => reconcileHelmRepository(ofReleases, ...about),
    HelmChart: (...about) => reconcileHelmChart(ofReleases, ...about),
    Kustomization: (...about) =>
      reconcileKustomization(ofKustomizations, ...about),
    HelmRelease: (...about) => reconcileHelmRelease(ofReleases, ...about),
  };
  const abort = new AbortController();
  const { signal } = abort;
  let unwatch: (() => void) | undefined;

  const keyOf = (ref: Omit<ObjectRef, 'apiVersion'>) =>
    [ref.kind, ref.namespace, ref.name].join('/');
  const refOfKey = (key: string): ObjectRef => {
    const [kind, namespace, name] = key.split('/');
    const type = controlledType({ kind });
    if (!type) {
      throw new Error(`Flux has no controller of ${kind}`);
    }
    return { ...type, namespace, name };
  };

  const queue = new WorkQueue(timer, async (key, { at, onlyForNews }) => {
    const object = cluster.get(refOfKey(key));
    if (
      signal.aborted ||
      !object ||
      (onlyForNews && hasTriedNews(cluster, object))
    ) {
      return undefined;
    }
    const run = { now: at ? () => at : clock, isPast: Boolean(at), signal };
    try {
      return await controllers[object.kind](object, run);
    } catch (error) {
      // Stopped or deleted meanwhile: nobody is left to tell.
      if (!signal.aborted && cluster.get(refOfKey(key))) {
        onError(new Error(`${key}: ${wordsOf(error)}`, { cause: error }));
      }
      return undefined;
    }
  });
  const scheduleInterval = (object: KubeObject) => {
    const known = fluxObject.parse(object);
    if (!known.spec.suspend) {
      queue.plan(keyOf(refOf(object)), {
        requeueAfter: parseDuration(known.spec.interval),
      });
    }
  };

  return {
    start() {
      if (unwatch || signal.aborted) {
        return;
      }
      queue.repeat();
      unwatch = watchObjects(dependencies, {
        wanted: ({ object, onlyForNews }) =>
          void queue.add(keyOf(refOf(object)), { onlyForNews }),
        settled: scheduleInterval,
        gone: object => queue.forget(keyOf(refOf(object))),
      });
    },

    async stop() {
      unwatch?.();
      unwatch = undefined;
      abort.abort(new Error('Flux was stopped'));
      await queue.stop();
      await workspace.dispose();
    },

    async reconcile({ namespace, name, kind = 'Kustomization' }, { at } = {}) {
      const ref = refOfKey(keyOf({ kind, namespace, name }));
      const object = cluster.get(ref);
      if (!object) {
        throw new Error(`There is no ${kind} ${namespace}/${name}`);
      }
      const request = { onlyForNews: false, ...(at && { at }) };
      const source = sourceRefOf(object);
      if (kind === 'HelmRelease' && source) {
        // Has its HelmChart made, or brought up to date.
        await queue.add(keyOf(ref), request);
        const chart = cluster.get(source);
        const repository = chart && sourceRefOf(chart);
        if (repository) {
          await queue.add(keyOf(repository), request);
        }
      }
      if (source) {
        await queue.add(keyOf(source), request);
      }
      await queue.add(keyOf(ref), request);
    },
  };
}
