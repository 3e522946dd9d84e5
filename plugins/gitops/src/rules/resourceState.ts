import {
  DisplayMark,
  displayRank,
  DisplayWord,
  HealthStatus,
  ManagedResource,
  SyncStatus,
} from '@backstage-gitops/plugin-gitops-common';

/** What is said of a resource, in the words that are used of applications. */
export type ResourceWord = DisplayWord | 'Healthy';

type Mark = Pick<DisplayMark, 'tone'> & { word: ResourceWord };

const SYNC: Record<SyncStatus, Mark> = {
  Synced: { word: 'Synced', tone: 'success' },
  // Whether Git moved or somebody changed it is not told resource by resource.
  OutOfSync: { word: 'Differs', tone: 'neutral' },
  Unknown: { word: 'Unknown', tone: 'unknown' },
};

const HEALTH: Record<HealthStatus, Mark> = {
  Healthy: { word: 'Healthy', tone: 'success' },
  Degraded: { word: 'Degraded', tone: 'danger' },
  Missing: { word: 'Missing', tone: 'danger' },
  Progressing: { word: 'Progressing', tone: 'progress' },
  Suspended: { word: 'Suspended', tone: 'neutral' },
  Unknown: { word: 'HealthUnknown', tone: 'unknown' },
};

/** Absent of what is not applied. */
export function syncOf({ sync }: ManagedResource): Mark | undefined {
  return sync && SYNC[sync];
}

/** Absent where the kind has no health, or the engine does not tell. */
export function healthOf({ health }: ManagedResource): Mark | undefined {
  return health && HEALTH[health];
}

/** Everything that is said of a resource. */
export function wordsOfResource(resource: ManagedResource): ResourceWord[] {
  return [syncOf(resource), healthOf(resource)].flatMap(mark =>
    mark ? [mark.word] : [],
  );
}

/** How bad: the lower, the worse; what is healthy, and what nothing is said of, come last. */
export function rankOfWord(word: ResourceWord | undefined): number {
  return word === undefined || word === 'Healthy'
    ? Number.MAX_SAFE_INTEGER
    : displayRank(word);
}

export function rankOfResource(resource: ManagedResource): number {
  return Math.min(
    rankOfWord(undefined),
    ...wordsOfResource(resource).map(rankOfWord),
  );
}

const CALM = new Set<ResourceWord>(['Synced', 'Healthy', 'Unknown']);

/** Whether nobody has to look at it: not unhealthy, and not known to differ. */
export function isCalm(resource: ManagedResource): boolean {
  return wordsOfResource(resource).every(word => CALM.has(word));
}
