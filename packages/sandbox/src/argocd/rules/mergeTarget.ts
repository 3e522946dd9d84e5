import { isRecord } from '../json';
import { identify, mergeKeys, records } from './mergeKeys';

/** What a live value becomes when a target value is applied to it. */
export function mergeTarget(
  target: unknown,
  live: unknown,
  field = '',
): unknown {
  if (isRecord(target) && isRecord(live)) {
    const merged = { ...live };
    for (const [key, value] of Object.entries(target)) {
      if (value !== null && value !== undefined) {
        merged[key] = mergeTarget(value, live[key], key);
      }
    }
    return merged;
  }
  if (Array.isArray(target) && Array.isArray(live)) {
    return mergeLists(target, live, field);
  }
  return target;
}

function mergeLists(
  target: unknown[],
  live: unknown[],
  field: string,
): unknown[] {
  const targetItems = records(target);
  const liveItems = records(live);
  if (!targetItems || !liveItems) {
    return target;
  }
  const keys = mergeKeys(field, [...targetItems, ...liveItems]);
  if (!keys) {
    // Atomic: replaced as a whole, but the server's defaults inside would come back.
    return target.length === live.length
      ? target.map((item, index) => mergeTarget(item, live[index]))
      : target;
  }
  const wanted = new Map(targetItems.map(item => [identify(item, keys), item]));
  const present = new Set(liveItems.map(item => identify(item, keys)));
  return [
    ...liveItems.map(item => {
      const own = wanted.get(identify(item, keys));
      return own ? mergeTarget(own, item) : item;
    }),
    ...targetItems.filter(item => !present.has(identify(item, keys))),
  ];
}
