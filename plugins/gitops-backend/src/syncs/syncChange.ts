import {
  ObservedApplication,
  ObservedSync,
} from '@backstage-gitops/plugin-gitops-node';
import { hashOf } from '../store/hash';

/** What a look at an application says of the history of its syncs. */
export interface SyncChange {
  /** Of the object, or empty. */
  uid: string;
  /** All that the engine remembers now. */
  told: ObservedSync[];
  /** Those of them that are new, or of which something else is known now. */
  news: ObservedSync[];
}

type Remembered = Pick<ObservedApplication, 'uid' | 'syncs'>;

/**
 * Compares what an engine remembers now with what it did at the look before, all of
 * which is in the history already. Pure.
 */
export function syncChange(
  before: Remembered | undefined,
  now: Remembered,
): SyncChange {
  const known = new Map(
    before?.uid === now.uid
      ? before?.syncs.map(sync => [sync.key, hashOf(sync)])
      : [],
  );
  const told = [...new Map(now.syncs.map(sync => [sync.key, sync])).values()];
  return {
    uid: now.uid ?? '',
    told,
    news: told.filter(sync => known.get(sync.key) !== hashOf(sync)),
  };
}
