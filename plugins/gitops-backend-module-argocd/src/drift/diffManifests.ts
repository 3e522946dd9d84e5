import { FieldPath } from '@backstage-gitops/plugin-gitops-node';
import { Manifest } from './managedResources';

/** A place where two manifests differ; undefined on the side that lacks it. */
export interface Difference {
  path: FieldPath;
  /** In the live manifest, as keys and indexes; undefined when it is not there. */
  location: Array<string | number> | undefined;
  live: unknown;
  desired: unknown;
}

/** Bookkeeping of the API server, which nobody desires. */
const IGNORED_METADATA = new Set([
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'selfLink',
]);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

function isIgnored(path: FieldPath): boolean {
  const [first, second, third] = path.map(step =>
    'field' in step ? step.field : '',
  );
  if (first === 'status') return true;
  if (first !== 'metadata') return false;
  return IGNORED_METADATA.has(second) || third === LAST_APPLIED;
}

function diff(
  path: FieldPath,
  location: Difference['location'],
  live: unknown,
  desired: unknown,
): Difference[] {
  if (isIgnored(path)) return [];
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

/** Where live differs from desired, list items addressed by name where they have one. */
export function diffManifests(live: Manifest, desired: Manifest): Difference[] {
  return diff([], [], live, desired);
}
