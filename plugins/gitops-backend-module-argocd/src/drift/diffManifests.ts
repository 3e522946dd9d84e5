import { FieldPath } from '@backstage-gitops/plugin-gitops-node';
import { Manifest } from '../api/managedResources';
import { isRecord } from '../isRecord';
import { withoutBookkeeping } from '../withoutBookkeeping';

/** A place where two manifests differ; undefined on the side that lacks it. */
export interface Difference {
  path: FieldPath;
  /** In the live manifest, as keys and indexes; undefined when it is not there. */
  location: Array<string | number> | undefined;
  live: unknown;
  desired: unknown;
}

function nameOf(item: unknown): string | undefined {
  return isRecord(item) && typeof item.name === 'string'
    ? item.name
    : undefined;
}

function haveNames(list: unknown[]): boolean {
  const names = list.map(nameOf);
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function diff(
  path: FieldPath,
  location: Difference['location'],
  live: unknown,
  desired: unknown,
): Difference[] {
  if (isRecord(live) && isRecord(desired)) {
    const keys = new Set([...Object.keys(live), ...Object.keys(desired)]);
    return [...keys].flatMap(key =>
      diff(
        [...path, { field: key }],
        Object.hasOwn(live, key) ? location && [...location, key] : undefined,
        live[key],
        desired[key],
      ),
    );
  }
  if (Array.isArray(live) && Array.isArray(desired)) {
    return diffLists(path, location, live, desired);
  }
  if (live === desired) return [];
  const isSame = JSON.stringify(live) === JSON.stringify(desired);
  return isSame ? [] : [{ path, location, live, desired }];
}

function diffLists(
  path: FieldPath,
  location: Difference['location'],
  live: unknown[],
  desired: unknown[],
): Difference[] {
  if (haveNames(live) && haveNames(desired)) {
    const names = new Set([...live, ...desired].map(nameOf));
    return [...names].flatMap(name => {
      const at = live.findIndex(item => nameOf(item) === name);
      return diff(
        [...path, { item: { name } }],
        at < 0 ? undefined : location && [...location, at],
        live[at],
        desired.find(item => nameOf(item) === name),
      );
    });
  }
  const areObjects = [...live, ...desired].every(isRecord);
  if (areObjects && live.length === desired.length) {
    return live.flatMap((item, i) =>
      diff(
        [...path, { item: { index: i } }],
        location && [...location, i],
        item,
        desired[i],
      ),
    );
  }
  const isSame = JSON.stringify(live) === JSON.stringify(desired);
  return isSame ? [] : [{ path, location, live, desired }];
}

/**
 * Where live differs from desired, list items addressed by name where they have
 * one; what the API server writes for itself does not count.
 */
export function diffManifests(live: Manifest, desired: Manifest): Difference[] {
  return diff([], [], withoutBookkeeping(live), withoutBookkeeping(desired));
}
