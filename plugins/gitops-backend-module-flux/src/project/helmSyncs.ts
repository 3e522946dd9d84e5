import {
  MAX_OBSERVED_SYNCS,
  ObservedSync,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { parseDuration } from './duration';
import { HelmRelease } from './helmRelease';
import { findCondition } from './object';
import { Release } from './release';
import { initiatorOfRun, projectInitiator } from './request';

/** Of others, such as `uninstalled`, what they came to before is not told any more. */
const PHASES: Record<string, ObservedSync['phase']> = {
  deployed: 'Succeeded',
  superseded: 'Succeeded',
  failed: 'Failed',
  'pending-install': 'Running',
  'pending-upgrade': 'Running',
  'pending-rollback': 'Running',
};

/** What brings a new revision, and the reason of Ready when that fails. */
export const FAILURES: Record<string, string> = {
  install: 'InstallFailed',
  upgrade: 'UpgradeFailed',
};

/** Of a version that is not in the history, or not yet. */
function attemptKey(version: number): string {
  return `attempt v${version}`;
}

/** When the last install or upgrade was over, of which Flux says how long it took. */
function finishedAt(
  { status }: HelmRelease,
  release: Release,
): string | undefined {
  const action = status?.lastAttemptedReleaseAction;
  const last = status?.history?.find(each => each.action === action);
  const took = parseDuration(status?.lastAttemptedReleaseActionDuration);
  return action && last === release && took !== undefined
    ? new Date(Date.parse(release.lastDeployed) + took).toISOString()
    : undefined;
}

/** Why it failed; Flux has no words for older ones. */
function failureOf(object: HelmRelease, release: Release): string | undefined {
  if (release.status !== 'failed') return undefined;
  const [newest, before] = object.status?.history ?? [];
  // Once it is rolled back, Ready speaks of that.
  const isUndone =
    release === before &&
    newest.action === 'rollback' &&
    newest.status === 'deployed';
  if (!isUndone && release !== newest) return undefined;
  const words = findCondition(object, isUndone ? 'Released' : 'Ready');
  return words?.status === 'False' ? shorten(words.message, 2000) : undefined;
}

function syncOf(
  object: HelmRelease,
  release: Release,
  revision: string | undefined,
): ObservedSync[] {
  const phase = PHASES[release.status];
  if (!phase) return [];
  const [newest, before] = object.status?.history ?? [];
  const initiatedBy =
    release === newest
      ? initiatorOfRun(object, {
          at: release.lastDeployed,
          after: before?.lastDeployed,
        })
      : undefined;
  return [
    {
      // A release that was uninstalled begins again at v1.
      key: `v${release.version} of ${release.firstDeployed}`,
      formerKey: attemptKey(release.version),
      phase,
      deployed: phase === 'Succeeded',
      revisions: revision ? [revision] : [],
      startedAt: toTimestamp(release.lastDeployed),
      finishedAt: phase === 'Running' ? undefined : finishedAt(object, release),
      initiatedBy,
      message: failureOf(object, release),
    },
  ];
}

/**
 * The version that Flux is making, or could not even begin to: Helm keeps nothing of
 * a chart that cannot be rendered.
 * @returns at most one
 */
function lastAttempt(
  object: HelmRelease,
  revision: string | undefined,
): ObservedSync[] {
  const { spec, status } = object;
  const reconciling = findCondition(object, 'Reconciling');
  const ready = findCondition(object, 'Ready');
  const [, action] =
    /^Running '(install|upgrade)' action/.exec(reconciling?.message ?? '') ??
    [];
  if (reconciling?.status !== 'True' || !action || !ready || spec?.suspend) {
    return [];
  }
  const newest = status?.history?.[0];
  const began = toTimestamp(reconciling.lastTransitionTime ?? undefined);
  // The words stay for a moment after the history has what came of it.
  const isOver =
    newest && began && Date.parse(newest.lastDeployed) >= Date.parse(began);
  const isFailure = ready.status === 'False';
  if (isOver || (isFailure && ready.reason !== FAILURES[action])) return [];
  const version = action === 'install' ? 1 : (newest?.version ?? 0) + 1;
  const running = attemptKey(version);
  const sync = { deployed: false, revisions: revision ? [revision] : [] };
  if (!isFailure) {
    const initiatedBy = projectInitiator(object);
    const phase = 'Running';
    return [{ ...sync, key: running, phase, startedAt: began, initiatedBy }];
  }
  // What comes of the same version with another chart or other values is another sync.
  const values = status?.lastAttemptedConfigDigest ?? '';
  return [
    {
      ...sync,
      key: `failed ${running} of ${revision ?? ''} with ${values}`,
      formerKey: running,
      phase: 'Failed',
      message: shorten(ready.message, 2000),
    },
  ];
}

/**
 * The syncs that Flux and Helm know of, oldest first.
 * @param revisions - of a version that was made, and the one that Flux tried last
 */
export function helmSyncs(
  object: HelmRelease,
  revisions: {
    of: (release: Release) => string | undefined;
    attempted: string | undefined;
  },
): ObservedSync[] {
  const known = (object.status?.history ?? [])
    .flatMap(each => syncOf(object, each, revisions.of(each)))
    .reverse();
  const attempts = lastAttempt(object, revisions.attempted);
  return [...known, ...attempts].slice(-MAX_OBSERVED_SYNCS);
}
