import {
  ObservedApplication,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';
import { findCondition, Kustomization } from './kustomization';
import { revisionOf, SourceState } from './source';

type Sync = ObservedApplication['sync'];

/** Ready=False for one of these: what Git wants could not be found out. */
const CANNOT_COMPARE = ['BuildFailed', 'ArtifactFailed'];
/** Ready=False for this: it waits for its turn, and nothing was tried. */
const WAITS = 'DependencyNotReady';

function sourceName({ metadata, spec }: Kustomization): string {
  const ref = spec?.sourceRef;
  return `${ref?.kind ?? 'source'} ${ref?.namespace ?? metadata.namespace}/${
    ref?.name ?? ''
  }`;
}

/** Why what Git wants is not known, in the engine's words; undefined where it is. */
function comparisonFailed(
  kustomization: Kustomization,
  source: SourceState,
): string | undefined {
  if (source === 'missing') {
    return `Its ${sourceName(kustomization)} does not exist`;
  }
  if (source !== 'unwatched') {
    const fetched = findCondition(source, 'Ready');
    if (fetched?.status === 'False') {
      return `Flux cannot fetch its ${sourceName(kustomization)}: ${
        fetched.message
      }`;
    }
  }
  const ready = findCondition(kustomization, 'Ready');
  const stalled = findCondition(kustomization, 'Stalled');
  const isPaused = kustomization.spec?.suspend === true;
  // What a suspended one says dates from before.
  if (!isPaused && stalled?.status === 'True') return stalled.message;
  if (
    !isPaused &&
    ready?.status === 'False' &&
    CANNOT_COMPARE.includes(ready.reason)
  ) {
    return ready.message || ready.reason;
  }
  const hasArtifact = typeof source !== 'string' && source.status?.artifact;
  if (!ready && !hasArtifact) return 'Flux has not looked at it yet';
  return undefined;
}

/** Whether the spec was changed since Flux last answered; pausing and deleting count as a change, too. */
function specIsNewer(
  { metadata, spec }: Kustomization,
  seen: number | null | undefined,
): boolean {
  if (typeof seen !== 'number' || !metadata.generation) return false;
  const explained =
    (spec?.suspend ? 1 : 0) + (metadata.deletionTimestamp ? 1 : 0);
  return metadata.generation - explained > seen;
}

/**
 * What Flux says of desired and deployed. It compares revisions only: a hand
 * edit leaves it `Synced`.
 */
export function projectSync(
  kustomization: Kustomization,
  source: SourceState,
): Sync {
  const { status } = kustomization;
  const deployed = revisionOf(status?.lastAppliedRevision);
  const artifact =
    source === 'unwatched'
      ? status?.lastAttemptedRevision
      : typeof source !== 'string' && source.status?.artifact?.revision;
  const desired = revisionOf(artifact || undefined);
  const failed = comparisonFailed(kustomization, source);
  const ready = findCondition(kustomization, 'Ready');
  const isPaused = kustomization.spec?.suspend === true;
  const isSpecNewer = specIsNewer(kustomization, ready?.observedGeneration);
  const base: Omit<Sync, 'status'> = {
    comparisonFailed: failed === undefined ? undefined : shorten(failed, 2000),
    desiredRevisions: desired ? [desired] : [],
    deployedRevisions: deployed ? [deployed] : [],
    sourceChanged: Boolean(deployed) && isSpecNewer,
    byRevisionOnly: true,
  };
  if (failed !== undefined || !desired) return { ...base, status: 'Unknown' };
  if (desired !== deployed || isSpecNewer) {
    return { ...base, status: 'OutOfSync' };
  }
  // The same revision again: it may be under way, wait, or have failed this time.
  const hasFailed =
    !isPaused && ready?.status === 'False' && ready.reason !== WAITS;
  return { ...base, status: hasFailed ? 'OutOfSync' : 'Synced' };
}
