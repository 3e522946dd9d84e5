import { KubeObject } from '../../cluster/types';
import { findCondition } from '../conditions';
import { parseDuration } from '../duration';
import { Announce } from '../events';
import { ReconcileFailure } from '../failure';
import { ensureFinalizer } from '../finalizer';
import { refOf, REQUESTED_AT } from '../resources';
import { Outcome, Run } from '../run';
import { openStatus } from '../statusWriter';
import { ActionDependencies } from './act';
import { Attempt } from './attempt';
import { carryOut } from './carryOut';
import { Chart, digestOfValues } from './charts';
import { configureChart, MANAGER, readyChart } from './chartOf';
import { chartFor } from './helmChartController';
import { helmRelease, HelmReleaseStatus } from './resources';
import { truncated } from './snapshots';
import { chartRefOf } from './sources';
import { releaseNameOf, template } from './template';
import { uninstall } from './uninstall';

const REQUEUE_SOURCE = 30_000;
const REQUEUE_RETRY = 10_000;

export interface HelmDependencies extends ActionDependencies {
  charts: readonly Chart[];
  announce: Announce;
}

/** helm-controller's part for one HelmRelease, from the request to the last write. */
export async function reconcileHelmRelease(
  dependencies: HelmDependencies,
  object: KubeObject,
  run: Run,
): Promise<Outcome> {
  const { cluster } = dependencies;
  const release = helmRelease.parse(object);
  const { metadata, spec, status } = release;
  const { generation } = metadata;
  const writer = openStatus<HelmReleaseStatus>({
    cluster,
    ref: refOf(object),
    generation,
    status,
    manager: MANAGER,
    now: run.now,
  });
  const telling =
    (annotations: Record<string, string>): Attempt['tell'] =>
    (type, reason, message) =>
      dependencies.announce(object, {
        type,
        reason,
        message,
        annotations,
        at: run.now(),
      });
  const tell = telling({});
  if (metadata.deletionTimestamp) {
    uninstall(cluster, object, { release, writer, run, tell });
    return {};
  }
  ensureFinalizer(cluster, object, { manager: MANAGER, at: run.now() });

  const acknowledge = () => {
    const requested = metadata.annotations?.[REQUESTED_AT];
    if (requested) {
      writer.set({ lastHandledReconcileAt: requested });
    }
  };
  const finish = (outcome: Outcome): Outcome => {
    acknowledge();
    const { conditions, history } = writer.status;
    writer.set({ history: history && truncated(history) });
    if (
      findCondition(conditions, 'Ready')?.status === 'True' ||
      findCondition(conditions, 'Stalled')
    ) {
      writer.unmark('Reconciling');
      writer.set({ observedGeneration: generation });
    }
    writer.flush();
    return outcome;
  };
  if (spec.suspend) {
    return finish({});
  }

  const fulfilling = 'Fulfilling prerequisites';
  writer.unmark('Stalled');
  writer.mark('Reconciling', 'True', 'Progressing', fulfilling);
  writer.flush();
  let attempt: Attempt;
  try {
    const configured = configureChart(cluster, release, run.now());
    if (configured) {
      tell('Normal', configured.reason, configured.message);
    }
    const made = spec.chart && chartRefOf(release);
    writer.set({ helmChart: made && `${made.namespace}/${made.name}` });
    writer.flush();
    const { chart } = chartFor(dependencies, readyChart(cluster, release));
    const configDigest = digestOfValues(spec.values);
    const content = { ...releaseNameOf(release), chart, configDigest };
    const objects = () => template(release, chart, spec.values);
    attempt = {
      release,
      content,
      objects,
      writer,
      run,
      tellOfCluster: tell,
      tell: telling({
        'helm.toolkit.fluxcd.io/app-version': chart.appVersion,
        'helm.toolkit.fluxcd.io/revision': chart.version,
        'helm.toolkit.fluxcd.io/token': configDigest,
      }),
    };
  } catch (error) {
    if (!(error instanceof ReconcileFailure)) {
      throw error;
    }
    writer.mark('Ready', 'False', error.reason, error.message);
    return finish({ requeueAfter: REQUEUE_SOURCE });
  }

  const outcome = await carryOut(dependencies, attempt, acknowledge);
  return finish({
    requeueAfter:
      outcome === 'again' ? REQUEUE_RETRY : parseDuration(spec.interval),
  });
}
