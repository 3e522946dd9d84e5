import {
  ObservedApplication,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';
import { findCondition, FluxObject } from './object';
import { isStuck } from './progress';
import { fetchFailure, FoundSource, nameOfSource } from './sourcesBehind';

type Sync = ObservedApplication['sync'];

/** Ready=False for one of these: what Git wants could not be found out. */
const CANNOT_COMPARE = ['BuildFailed', 'ArtifactFailed', 'ValuesError'];
/** Ready=False for one of these: it waits for its turn, and nothing was tried. */
const WAITS = ['DependencyNotReady', 'SourceNotReady'];

/** What Flux is to apply, as against what it did. */
export interface Revisions {
  sources: FoundSource[];
  desired: string | undefined;
  deployed: string | undefined;
  /** The generation of the spec that Flux answered last. */
  seenGeneration: number | null | undefined;
}

/** Why what Git wants is not known, in the engine's words; undefined where it is. */
function comparisonFailed(
  object: FluxObject,
  { sources, desired }: Revisions,
): string | undefined {
  if (sources.length === 0) return 'It names no source';
  const failure = fetchFailure(sources);
  if (failure !== undefined) return failure;
  const ready = findCondition(object, 'Ready');
  const isPaused = object.spec?.suspend === true;
  // What a suspended one says dates from before.
  if (!isPaused && isStuck(object)) {
    return findCondition(object, 'Stalled')?.message;
  }
  if (
    !isPaused &&
    ready?.status === 'False' &&
    CANNOT_COMPARE.includes(ready.reason)
  ) {
    return ready.message || ready.reason;
  }
  if (desired) return undefined;
  if (!ready) return 'Flux has not looked at it yet';
  return ready.status === 'False' && ready.message
    ? ready.message
    : `Its ${nameOfSource(sources[0].ref)} has fetched nothing`;
}

/** Whether the spec was changed since Flux last answered; pausing and deleting count as a change, too. */
function specIsNewer(
  { metadata, spec }: FluxObject,
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
export function projectSync(object: FluxObject, revisions: Revisions): Sync {
  const { desired, deployed, seenGeneration } = revisions;
  const failed = comparisonFailed(object, revisions);
  const ready = findCondition(object, 'Ready');
  const isSpecNewer = specIsNewer(object, seenGeneration);
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
  // The same revision again: it may be under way, wait, or have failed this time;
  // nobody has tried again since where it is paused.
  const hasFailed = ready?.status === 'False' && !WAITS.includes(ready.reason);
  return { ...base, status: hasFailed ? 'OutOfSync' : 'Synced' };
}
