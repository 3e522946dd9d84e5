import { KubeObject } from '../cluster/types';
import { prune } from './apply';
import { findCondition } from './conditions';
import { formatDuration, parseDuration } from './duration';
import { dropFinalizer, ensureFinalizer } from './finalizer';
import { Announce } from './events';
import { ReconcileFailure } from './failure';
import { reconcileRevision, RevisionDependencies } from './reconcileRevision';
import { kustomization, refOf, REQUESTED_AT } from './resources';
import { Outcome, Run } from './run';
import { assertDependencies, Source, sourceOf } from './sourceOf';
import { openStatus } from './statusWriter';
import { wordsOf } from './words';

const MANAGER = 'gotk-kustomize-controller';
const REVISION = 'kustomize.toolkit.fluxcd.io/revision';
const COMMIT_STATUS = 'kustomize.toolkit.fluxcd.io/commit_status';
const REQUEUE_DEPENDENCY = 30_000;

/** kustomize-controller's part for one Kustomization, from the request to the last write. */
export async function reconcileKustomization(
  dependencies: RevisionDependencies & { announce: Announce },
  object: KubeObject,
  run: Run,
): Promise<Outcome> {
  const { cluster, announce } = dependencies;
  const { now } = run;
  const write = { manager: MANAGER, at: now() };
  const desired = kustomization.parse(object);
  const { metadata, spec, status } = desired;
  if (metadata.deletionTimestamp) {
    if (spec.prune && !spec.suspend) {
      prune(cluster, status.inventory?.entries ?? [], metadata, now());
    }
    dropFinalizer(cluster, object, write);
    return {};
  }
  ensureFinalizer(cluster, object, write);

  const { generation } = metadata;
  const writer = openStatus({
    cluster,
    ref: refOf(object),
    generation,
    status,
    manager: MANAGER,
    now,
  });
  const finish = (outcome: Outcome): Outcome => {
    const requested = metadata.annotations?.[REQUESTED_AT];
    if (requested) {
      writer.set({ lastHandledReconcileAt: requested });
    }
    const ready = findCondition(writer.status.conditions, 'Ready');
    const reconciling = findCondition(writer.status.conditions, 'Reconciling');
    if (ready?.status === 'True') {
      writer.unmark('Reconciling');
      writer.set({ observedGeneration: generation });
    } else if (ready?.status === 'False' && reconciling) {
      const { message } = reconciling;
      writer.mark('Reconciling', 'True', 'ProgressingWithRetry', message);
    }
    writer.flush();
    return outcome;
  };
  if (spec.suspend) {
    return finish({});
  }

  const started = performance.now();
  let source: Source;
  try {
    source = sourceOf(cluster, desired);
  } catch (error) {
    writer.mark('Ready', 'False', 'ArtifactFailed', wordsOf(error));
    return finish({ requeueAfter: REQUEUE_DEPENDENCY });
  }
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    announce(object, {
      type,
      reason,
      message,
      annotations: {
        ...(reason === 'ReconciliationSucceeded' && {
          [COMMIT_STATUS]: 'update',
        }),
        [REVISION]: source.revision,
      },
      at: now(),
    });
  try {
    assertDependencies(cluster, desired, source);
  } catch (error) {
    const reason = 'DependencyNotReady';
    writer.mark('Ready', 'False', reason, wordsOf(error));
    tell(
      'Normal',
      reason,
      'Dependencies do not meet ready condition, retrying in 30s',
    );
    return finish({ requeueAfter: REQUEUE_DEPENDENCY });
  }

  const interval = parseDuration(spec.interval);
  try {
    await reconcileRevision(dependencies, {
      desired,
      source,
      writer,
      run,
      announce: message => tell('Normal', 'Progressing', message),
    });
  } catch (error) {
    if (!(error instanceof ReconcileFailure)) {
      throw error;
    }
    const { reason, message } = error;
    writer.mark('Ready', 'False', reason, message);
    tell('Warning', reason, message);
    const retry = spec.retryInterval;
    return finish({ requeueAfter: retry ? parseDuration(retry) : interval });
  }
  const took = formatDuration(performance.now() - started);
  const next = formatDuration(interval);
  tell(
    'Normal',
    'ReconciliationSucceeded',
    `Reconciliation finished in ${took}, next run in ${next}`,
  );
  return finish({ requeueAfter: interval });
}
