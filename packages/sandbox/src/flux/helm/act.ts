import { setTimeout as delay } from 'node:timers/promises';
import { Cluster, KubeObject } from '../../cluster/types';
import { formatDuration, parseDuration } from '../duration';
import { inventoryEntry } from '../inventory';
import { refOf } from '../resources';
import { Timer } from '../timer';
import { waitForHealth } from '../waitForHealth';
import { wordsOf } from '../words';
import { applyObjects, deleteObjects } from './applyObjects';
import { Attempt, chartWords, progress, summarize } from './attempt';
import { HelmReleaseStatus } from './resources';
import {
  rollbackTarget,
  truncated,
  withRelease,
  withRollback,
} from './snapshots';

export interface ActionDependencies {
  cluster: Cluster;
  timer: Timer;
  /** What an action that happens now takes at least, in milliseconds. */
  syncMs: number;
  /** What each version consists of, by the digest that the history has of it. */
  manifests: Map<string, KubeObject[]>;
}

/** Puts the cluster into the wanted state; resolves with what went wrong. */
async function roll(
  { cluster, timer, syncMs }: ActionDependencies,
  { release, writer, run }: Attempt,
  wanted: () => KubeObject[],
): Promise<{ objects: KubeObject[]; problem?: string }> {
  const before = writer.status.inventory?.entries ?? [];
  let objects: KubeObject[] = [];
  try {
    if (syncMs > 0 && !run.isPast) {
      await delay(syncMs, undefined, { signal: run.signal });
    }
    objects = wanted();
    const entries = objects.map(inventoryEntry);
    const kept = new Set(entries.map(({ id }) => id));
    const gone = before.filter(({ id }) => !kept.has(id));
    writer.set({ inventory: { entries } });
    applyObjects(cluster, objects, run.now());
    deleteObjects(cluster, gone, run.now());
    const problem = await waitForHealth({
      cluster,
      refs: objects.map(refOf),
      timeout: parseDuration(release.spec.timeout),
      timer,
      run,
    });
    return { objects, problem };
  } catch (error) {
    run.signal.throwIfAborted();
    return { objects, problem: wordsOf(error) };
  }
}

function countFailure(
  status: HelmReleaseStatus,
  action: 'install' | 'upgrade',
): Partial<HelmReleaseStatus> {
  const counter = action === 'install' ? 'installFailures' : 'upgradeFailures';
  return {
    failures: (status.failures ?? 0) + 1,
    [counter]: (status[counter] ?? 0) + 1,
  };
}

/** Installs or upgrades a release; the status says how that went. */
export async function deploy(
  dependencies: ActionDependencies,
  attempt: Attempt,
  action: 'install' | 'upgrade',
): Promise<boolean> {
  const { content, writer, run, tell } = attempt;
  const running = progress(attempt, action);
  writer.mark('Ready', 'Unknown', 'Progressing', running);
  writer.flush();

  const at = run.now();
  const started = performance.now();
  const { objects, problem } = await roll(
    dependencies,
    attempt,
    attempt.objects,
  );
  const took = formatDuration(performance.now() - started);
  const { namespace, name } = content;
  const succeeded = problem === undefined;
  const history = withRelease(writer.status.history ?? [], content, {
    action,
    succeeded,
    at,
  });
  dependencies.manifests.set(history[0].digest, objects);
  const of = `release ${namespace}/${name}`;
  const outcome = succeeded
    ? {
        status: 'True' as const,
        reason: action === 'install' ? 'InstallSucceeded' : 'UpgradeSucceeded',
        message: `Helm ${action} succeeded for ${of}.v${
          history[0].version
        } with chart ${chartWords(content)}`,
      }
    : {
        status: 'False' as const,
        reason: action === 'install' ? 'InstallFailed' : 'UpgradeFailed',
        message: `Helm ${action} failed for ${of} with chart ${chartWords(
          content,
        )}: ${problem}`,
      };
  writer.mark('Released', outcome.status, outcome.reason, outcome.message);
  writer.unmark('Remediated');
  summarize(writer);
  writer.set({
    ...(succeeded ? {} : countFailure(writer.status, action)),
    history,
    lastAttemptedReleaseAction: action,
    lastAttemptedReleaseActionDuration: took,
  });
  writer.flush();
  tell(succeeded ? 'Normal' : 'Warning', outcome.reason, outcome.message);
  return succeeded;
}

/** Puts a release back to its version before the failed one. */
export async function rollBack(
  dependencies: ActionDependencies,
  attempt: Attempt,
): Promise<void> {
  const { content, writer, run, tell } = attempt;
  const history = truncated(writer.status.history ?? []);
  const target = rollbackTarget(history);
  if (!target) {
    return;
  }
  progress(attempt, 'rollback');
  writer.set({ history });
  writer.flush();

  const at = run.now();
  const { digest, version, chartName, chartVersion } = target;
  const former = dependencies.manifests.get(digest) ?? [];
  const { problem } = await roll(dependencies, attempt, () => former);
  const to = `previous release ${content.namespace}/${content.name}.v${version} with chart ${chartName}@${chartVersion}`;
  if (problem === undefined) {
    const after = withRollback(history, target, at);
    dependencies.manifests.set(after[0].digest, former);
    writer.set({ history: after });
    const message = `Helm rollback to ${to} succeeded`;
    writer.mark('Remediated', 'True', 'RollbackSucceeded', message);
    tell('Normal', 'RollbackSucceeded', message);
  } else {
    const message = `Helm rollback to ${to} failed: ${problem}`;
    writer.mark('Remediated', 'False', 'RollbackFailed', message);
    tell('Warning', 'RollbackFailed', message);
  }
  summarize(writer);
}
