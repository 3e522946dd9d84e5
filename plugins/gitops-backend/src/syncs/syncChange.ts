import {
  ObservedApplication,
  ObservedSync,
} from '@backstage-gitops/plugin-gitops-node';
import { hashOf } from '../store/hash';

/** What a look at an application changes in the history of its syncs. */
export interface SyncChange {
  /** Of the object, or empty. */
  uid: string;
  /** New ones, and those of which something else is known now. */
  seen: ObservedSync[];
  /** Keys that some of them had before, or that what is the same again had. */
  ended: Array<{ from: string; to: string }>;
  /** Under way when they were seen last, and gone since. */
  lost: Array<{ uid: string; key: string }>;
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
  const uid = now.uid ?? '';
  const uidBefore = before?.uid ?? '';
  const old = new Map((before?.syncs ?? []).map(sync => [sync.key, sync]));
  const same = uid === uidBefore ? old : new Map<string, ObservedSync>();
  const current = new Map(now.syncs.map(sync => [sync.key, sync]));

  const ended = [...current.values()].flatMap(({ key, formerKey }) =>
    formerKey !== undefined && same.has(formerKey) && !current.has(formerKey)
      ? [{ from: formerKey, to: key }]
      : [],
  );
  const kept = new Set([
    ...(uid === uidBefore ? current.keys() : []),
    ...ended.map(({ from }) => from),
  ]);
  return {
    uid,
    seen: [...current.values()].filter(sync => {
      const known = same.get(sync.key);
      return !known || hashOf(known) !== hashOf(sync);
    }),
    ended,
    lost: [...old.values()]
      .filter(({ key, phase }) => phase === 'Running' && !kept.has(key))
      .map(({ key }) => ({ uid: uidBefore, key })),
  };
}
