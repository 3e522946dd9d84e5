import { HelmRelease } from './resources';
import { Content, rollbackTarget } from './snapshots';

export type Step = 'install' | 'upgrade' | 'rollback' | 'stall' | 'none';

/** What helm-controller does next about a release, given what it came to so far. */
export function nextStep(
  { spec, status }: Pick<HelmRelease, 'spec' | 'status'>,
  { chart, configDigest }: Content,
): Step {
  const history = status.history ?? [];
  const [latest] = history;
  if (!latest) {
    return 'install';
  }
  const { retries = 0, remediateLastFailure = retries > 0 } =
    spec.upgrade?.remediation ?? {};
  const failures = status.upgradeFailures ?? 0;
  const isExhausted = failures > retries;
  if (latest.status === 'failed') {
    if (!failures && !status.installFailures) {
      // What made it fail has changed since.
      return 'upgrade';
    }
    const isRemedied = !isExhausted || remediateLastFailure;
    return failures && isRemedied && rollbackTarget(history)
      ? 'rollback'
      : 'stall';
  }
  const isCurrent =
    latest.chartName === chart.name &&
    latest.chartVersion === chart.version &&
    latest.configDigest === configDigest;
  if (isCurrent) {
    return 'none';
  }
  return isExhausted ? 'stall' : 'upgrade';
}
