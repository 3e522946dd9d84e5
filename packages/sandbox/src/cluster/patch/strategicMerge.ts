import type { Shape } from '../fields/shape';
import { at, isObject, type JsonObject } from '../json';

function mergeList(
  target: readonly unknown[],
  patch: readonly unknown[],
  shape: Shape,
): unknown[] {
  if (shape.set) return [...new Set([...target, ...patch])];
  // Ports are told apart by two fields in ownership, but merged by the first.
  const key = shape.keys?.find(name => name !== 'protocol');
  const replaces = patch.some(
    item => at(item, '$patch') === 'replace' || !isObject(item),
  );
  if (!key || replaces) {
    return patch.filter(item => at(item, '$patch') === undefined);
  }
  const merged = [...target];
  for (const item of patch) {
    const i = merged.findIndex(other => at(other, key) === at(item, key));
    if (at(item, '$patch') === 'delete') {
      if (i >= 0) merged.splice(i, 1);
    } else if (i >= 0) {
      merged[i] = strategicMerge(merged[i], item, shape.item());
    } else {
      merged.push(strategicMerge({}, item, shape.item()));
    }
  }
  return merged;
}

/**
 * Strategic merge patch, as far as `kubectl` sends it: lists by merge key,
 * `$patch: delete | replace`; the order of elements is left as it comes.
 */
export function strategicMerge(
  target: unknown,
  patch: unknown,
  shape: Shape,
): unknown {
  if (Array.isArray(patch)) {
    return mergeList(Array.isArray(target) ? target : [], patch, shape);
  }
  if (!isObject(patch)) return patch;
  const replaces = patch.$patch === 'replace';
  const merged: JsonObject = isObject(target) && !replaces ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$')) continue;
    if (value === null) delete merged[name];
    else merged[name] = strategicMerge(merged[name], value, shape.field(name));
  }
  return merged;
}
