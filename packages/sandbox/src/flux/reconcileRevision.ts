import { setTimeout as delay } from 'node:timers/promises';
import { Cluster } from '../cluster/types';
import { applyAll, Change, prune } from './apply';
import { build, Build, BuildDependencies, fetchSource } from './build';
import { formatDuration, parseDuration } from './duration';
import { failingAs, ReconcileFailure } from './failure';
import { withReconciliation } from './history';
import { inventoryEntry, subject } from './inventory';
import { Kustomization, KustomizationStatus } from './resources';
import { Run } from './run';
import { Source } from './sourceOf';
import { StatusWriter } from './statusWriter';
import { Timer } from './timer';
import { waitForHealth } from './waitForHealth';

export interface RevisionDependencies extends BuildDependencies {
  cluster: Cluster;
  timer: Timer;
  /** What a reconciliation that happens now takes at least, in milliseconds. */
  syncMs: number;
}

/** One reconciliation of one Kustomization to one revision. */
export interface Attempt {
  desired: Kustomization;
  source: Source;
  writer: StatusWriter<KustomizationStatus>;
  run: Run;
  /** Told what Flux tells as progress. */
  announce(message: string): void;
}

/** At least 30 s, whatever the object says. */
function timeoutOf({ interval, timeout }: Kustomization['spec']): number {
  const wanted = timeout
    ? parseDuration(timeout)
    : parseDuration(interval) - 30_000;
  return Math.max(wanted, 30_000);
}

/** Says how far it is; returns the words, which watchers see with the next flush. */
function progress(attempt: Attempt, phase: string): string {
  const { desired, writer, source } = attempt;
  const timeout = formatDuration(timeoutOf(desired.spec));
  const message = `${phase} for revision ${source.revision} with a timeout of ${timeout}`;
  writer.mark('Reconciling', 'True', 'Progressing', message);
  writer.mark('Ready', 'Unknown', 'Progressing', 'Reconciliation in progress');
  return message;
}

function announceChanges({ announce }: Attempt, changes: Change[]): void {
  const lines = changes
    .filter(({ action }) => !['unchanged', 'skipped'].includes(action))
    .map(({ ref, action }) => `${subject(ref)} ${action}`);
  if (lines.length) {
    announce(lines.join('\n'));
  }
}

async function applyBuild(
  { cluster }: RevisionDependencies,
  attempt: Attempt,
  { objects }: Build,
): Promise<Change[]> {
  const { desired, writer, run } = attempt;
  const { metadata, spec } = desired;
  progress(attempt, 'Detecting drift');
  writer.flush();
  const changes = await failingAs('ReconciliationFailed', () =>
    applyAll(cluster, objects, metadata, run.now()),
  );
  announceChanges(attempt, changes);

  const entries = objects.map(inventoryEntry);
  const kept = new Set(entries.map(entry => entry.id));
  const before = writer.status.inventory?.entries ?? [];
  writer.set({ inventory: { entries } });
  if (spec.prune) {
    const gone = before.filter(entry => !kept.has(entry.id));
    const pruned = await failingAs('PruneFailed', () =>
      prune(cluster, gone, metadata, run.now()),
    );
    announceChanges(attempt, pruned);
  }
  return changes;
}

async function checkHealth(
  { cluster, timer }: RevisionDependencies,
  attempt: Attempt,
  changes: Change[],
): Promise<void> {
  const { desired, writer, run, announce } = attempt;
  const { wait, healthChecks = [] } = desired.spec;
  const refs = wait
    ? changes.filter(({ action }) => action !== 'skipped').map(({ ref }) => ref)
    : healthChecks.map(({ apiVersion = 'v1', ...ref }) => ({
        apiVersion,
        ...ref,
      }));
  if (!refs.length) {
    writer.unmark('Healthy');
    return;
  }
  const wasHealthy = writer.status.conditions.some(
    ({ type, status }) => type === 'Healthy' && status === 'True',
  );
  const message = progress(attempt, 'Running health checks');
  writer.mark('Healthy', 'Unknown', 'Progressing', message);
  writer.flush();
  const begun = performance.now();
  const timeout = timeoutOf(desired.spec);
  const problem = await waitForHealth({ cluster, refs, timeout, timer, run });
  const took = formatDuration(performance.now() - begun);
  if (problem) {
    writer.mark('Healthy', 'False', 'HealthCheckFailed', problem);
    throw new ReconcileFailure(
      'HealthCheckFailed',
      `health check failed after ${took}: ${problem}`,
    );
  }
  const passed = `Health check passed in ${took}`;
  writer.mark('Healthy', 'True', 'Succeeded', passed);
  writer.flush();
  if (!wasHealthy || changes.some(({ action }) => action === 'configured')) {
    announce(passed);
  }
}

/**
 * Fetches, builds and applies one revision, with the writes in the order of
 * kustomize-controller. Throws `ReconcileFailure`; then the status says how far
 * it came, but not yet that it failed.
 */
export async function reconcileRevision(
  dependencies: RevisionDependencies,
  attempt: Attempt,
): Promise<void> {
  const { desired, source, writer, run } = attempt;
  const { revision } = source;
  const started = performance.now();

  progress(attempt, 'Fetching manifests');
  writer.flush();
  const checkout = await fetchSource(dependencies, source, desired.spec);

  progress(attempt, 'Building manifests');
  writer.set({ lastAttemptedRevision: revision });
  writer.flush();
  if (dependencies.syncMs > 0 && !run.isPast) {
    await delay(dependencies.syncMs, undefined, { signal: run.signal });
  }
  const built = await build(dependencies, checkout, source, desired.spec);

  // From here on Flux remembers how it went.
  const remember = (outcome: string) =>
    writer.set({
      history: withReconciliation(writer.status.history ?? [], {
        digest: built.digest,
        outcome,
        revision,
        at: run.now(),
        took: performance.now() - started,
      }),
    });
  try {
    const changes = await applyBuild(dependencies, attempt, built);
    await checkHealth(dependencies, attempt, changes);
  } catch (error) {
    if (error instanceof ReconcileFailure) {
      remember(error.reason);
    }
    throw error;
  }
  remember('ReconciliationSucceeded');
  writer.set({ lastAppliedRevision: revision });
  writer.mark(
    'Ready',
    'True',
    'ReconciliationSucceeded',
    `Applied revision: ${revision}`,
  );
}
