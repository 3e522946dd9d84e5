import { isObject } from '../json';
import type { Shape } from './shape';

// `protocol` is a key of the list of ports that is left out more often than not.
const KEY_DEFAULTS: Record<string, unknown> = { protocol: 'TCP' };

/** The path element that names an item of a keyed list or set. */
export function itemElement(item: unknown, shape: Shape): string {
  if (!shape.keys || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const keys = [...shape.keys]
    .sort()
    .map(key => [key, item[key] ?? KEY_DEFAULTS[key]])
    .filter(([, value]) => value !== undefined);
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

/** Items by their element, in order; of two with the same keys the last counts. */
export function itemsByElement(
  list: readonly unknown[],
  shape: Shape,
): Map<string, unknown> {
  return new Map(list.map(item => [itemElement(item, shape), item]));
}

/** Whether a list's items have an identity of their own. */
export function hasItemIdentity(shape: Shape): boolean {
  return Boolean(shape.keys || shape.set);
}
