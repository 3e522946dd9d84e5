import { Cluster, KubeObject } from '../cluster/types';
import { Application, Operation, Source, sourcesOf } from './application';
import { isTerminating } from './applicationStore';
import { compareApplication } from './compareApplication';
import { ArgoContext } from './context';
import { AppKey, APPLIER, refOf } from './names';
import { ComparedResource } from './rules/compareAll';
import {
  appliedMessage,
  operationOutcome,
  resourceResult,
  ResourceResult,
} from './rules/syncResult';
import { syncTasks } from './rules/syncTasks';
import { syncWave } from './rules/syncOrder';
import { specErrors } from './specErrors';

export interface SyncOutcome {
  phase: string;
  message: string;
  results: ResourceResult[];
  /** One per source. */
  revisions: string[];
  sources: Source[];
}

interface Run {
  cluster: Cluster;
  dryRun: boolean;
  serverSide: boolean;
  at: Date;
}

/** Renders what the operation asks for, and applies it. Nothing is written to the Application. */
export async function performSync(
  context: ArgoContext,
  key: AppKey,
  app: Application,
  operation: Operation,
  at: Date,
): Promise<SyncOutcome> {
  const { sync = {} } = operation;
  const sources = sourcesOf(sync).length
    ? sourcesOf(sync)
    : sourcesOf(app.spec);
  const revisions = sync.revisions ?? (sync.revision ? [sync.revision] : []);
  const nothing = { phase: 'Error', results: [], revisions, sources };
  const [wrong] = specErrors(context, app);
  const cluster = context.destination(app.spec.destination);
  if (wrong || !cluster) {
    return { ...nothing, message: `${wrong?.type}: ${wrong?.message}` };
  }
  const comparison = await compareApplication(context, key, app, {
    sources,
    revisions,
  });
  if (comparison.error !== undefined) {
    return { ...nothing, message: `ComparisonError: ${comparison.error}` };
  }
  if (isTerminating(context.home, key)) {
    return { ...nothing, phase: 'Failed', message: 'Operation terminated' };
  }
  const options = sync.syncOptions ?? [];
  const run: Run = {
    cluster,
    dryRun: sync.dryRun === true,
    serverSide: options.includes('ServerSideApply=true'),
    at,
  };
  const tasks = syncTasks(comparison.resources, sync.resources);
  const results = [
    ...(options.includes('CreateNamespace=true') && tasks.apply.length > 0
      ? createNamespace(run, app.spec.destination.namespace)
      : []),
    ...applyInWaves(run, tasks.apply),
  ];
  if (results.every(({ status }) => status !== 'SyncFailed')) {
    results.push(...tasks.prune.map(task => pruneOne(run, task, !!sync.prune)));
  }
  return {
    ...operationOutcome(results, run.dryRun),
    results,
    revisions: comparison.revisions,
    sources,
  };
}

function createNamespace(run: Run, name?: string): ResourceResult[] {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: name ?? '' };
  if (!name || run.cluster.get(ref)) {
    return [];
  }
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  return [applyOne(run, namespace, { modified: true }, 'PreSync')];
}

/** Stops after the wave in which something was refused. */
function applyInWaves(run: Run, tasks: ComparedResource[]): ResourceResult[] {
  const results: ResourceResult[] = [];
  let failedIn: number | undefined;
  for (const task of tasks) {
    const { target } = task;
    if (!target || (failedIn !== undefined && syncWave(target) !== failedIn)) {
      continue;
    }
    const result = applyOne(run, target, task);
    results.push(result);
    if (result.status === 'SyncFailed') {
      failedIn = syncWave(target);
    }
  }
  return results;
}

function applyOne(
  run: Run,
  target: KubeObject,
  now: { live?: KubeObject; modified: boolean },
  syncPhase: ResourceResult['syncPhase'] = 'Sync',
): ResourceResult {
  try {
    const verb = run.dryRun ? dryVerb(now) : apply(run, target, now.live);
    return resourceResult(
      target,
      {
        status: 'Synced',
        message: appliedMessage(
          target,
          run.serverSide ? 'serverside-applied' : verb,
          run.dryRun,
        ),
        hookPhase: run.dryRun ? 'Succeeded' : 'Running',
      },
      syncPhase,
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return resourceResult(
      target,
      { status: 'SyncFailed', message, hookPhase: 'Failed' },
      syncPhase,
    );
  }
}

function dryVerb(now: { live?: KubeObject; modified: boolean }) {
  if (!now.live) {
    return 'created';
  }
  return now.modified ? 'configured' : 'unchanged';
}

function apply(run: Run, target: KubeObject, live: KubeObject | undefined) {
  const before = live?.metadata.resourceVersion;
  const { metadata } = run.cluster.apply(target, {
    manager: APPLIER,
    at: run.at,
  });
  if (!live) {
    return 'created';
  }
  return metadata.resourceVersion === before ? 'unchanged' : 'configured';
}

function pruneOne(
  run: Run,
  { live }: ComparedResource,
  prune: boolean,
): ResourceResult {
  if (!live) {
    throw new Error('Only a live object can be pruned');
  }
  if (!prune) {
    return resourceResult(live, {
      status: 'PruneSkipped',
      message: 'ignored (requires pruning)',
      hookPhase: 'Succeeded',
    });
  }
  try {
    if (!run.dryRun) {
      run.cluster.delete(refOf(live), { manager: APPLIER, at: run.at });
    }
    return resourceResult(live, {
      status: 'Pruned',
      message: run.dryRun ? 'pruned (dry run)' : 'pruned',
      hookPhase: 'Succeeded',
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return resourceResult(live, {
      status: 'SyncFailed',
      message,
      hookPhase: 'Failed',
    });
  }
}
