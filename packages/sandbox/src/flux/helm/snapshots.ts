import { kubeTime } from '../conditions';
import { Chart, ReleaseName, sha256 } from './charts';
import { Snapshot } from './resources';

/** What one version of a release consists of. */
export interface Content extends ReleaseName {
  chart: Chart;
  configDigest: string;
}

function isSuccess({ status }: Snapshot): boolean {
  return status === 'deployed' || status === 'superseded';
}

/** helm-controller remembers back to the version before this one that was deployed. */
export function truncated(history: Snapshot[]): Snapshot[] {
  const previous = history.findIndex(
    (each, index) => index > 0 && isSuccess(each),
  );
  return previous < 0 ? history : history.slice(0, previous + 1);
}

function withNext(history: Snapshot[], next: Snapshot): Snapshot[] {
  const older = history.map(each =>
    next.status === 'deployed' && each.status === 'deployed'
      ? { ...each, status: 'superseded' }
      : each,
  );
  return [next, ...older];
}

/** Adds what an install or an upgrade came to; newest first. */
export function withRelease(
  history: Snapshot[],
  { chart, configDigest, namespace, name }: Content,
  done: { action: 'install' | 'upgrade'; succeeded: boolean; at: Date },
): Snapshot[] {
  const [latest] = history;
  const version = (latest?.version ?? 0) + 1;
  const begun = kubeTime(done.at);
  const identity = [namespace, name, version, chart.version, configDigest];
  // What runs is from now on only what was there before.
  const older = history.map(each =>
    each.status === 'deployed' ? { ...each, action: undefined } : each,
  );
  return withNext(older, {
    action: done.action,
    apiVersion: 'v2',
    appVersion: chart.appVersion,
    chartName: chart.name,
    chartVersion: chart.version,
    configDigest,
    digest: sha256(JSON.stringify([...identity, begun])),
    firstDeployed: latest?.firstDeployed ?? begun,
    lastDeployed: begun,
    name,
    namespace,
    status: done.succeeded ? 'deployed' : 'failed',
    version,
  });
}

/** The version that a failed one is rolled back to. */
export function rollbackTarget(history: Snapshot[]): Snapshot | undefined {
  return history[0]?.status === 'failed'
    ? history.slice(1).find(isSuccess)
    : undefined;
}

/** Adds a new version that is what an older one was. */
export function withRollback(
  history: Snapshot[],
  target: Snapshot,
  at: Date,
): Snapshot[] {
  const version = history[0].version + 1;
  const lastDeployed = kubeTime(at);
  const marked = history.map(each =>
    each === target ? { ...each, action: 'rollback' } : each,
  );
  return withNext(marked, {
    ...target,
    action: 'rollback',
    digest: sha256(JSON.stringify([target.digest, version, lastDeployed])),
    lastDeployed,
    status: 'deployed',
    version,
  });
}
