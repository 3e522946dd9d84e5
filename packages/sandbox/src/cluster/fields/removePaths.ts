import { isObject } from '../json';
import { itemElement } from './elements';
import { joinPath, type PathSet } from './pathSet';
import type { Shape } from './shape';

/**
 * The value without the fields at `paths`; a map or list that this leaves empty
 * goes too, unless `keep` has it.
 */
export function removePaths(
  value: unknown,
  paths: PathSet,
  keep: PathSet,
  shape: Shape,
  path = '',
): unknown {
  const stay = (inner: unknown, innerShape: Shape, child: string): unknown =>
    paths.has(child)
      ? undefined
      : removePaths(inner, paths, keep, innerShape, child);

  if (isObject(value) && !shape.atomic) {
    const entries = Object.entries(value);
    const left = entries
      .map(([name, inner]): [string, unknown] => [
        name,
        stay(inner, shape.field(name), joinPath(path, `f:${name}`)),
      ])
      .filter(([, inner]) => inner !== undefined);
    const emptied = left.length === 0 && entries.length > 0;
    return emptied && !keep.has(path) ? undefined : Object.fromEntries(left);
  }
  if (Array.isArray(value) && (shape.keys || shape.set)) {
    const left = value
      .map(item =>
        stay(item, shape.item(), joinPath(path, itemElement(item, shape))),
      )
      .filter(item => item !== undefined);
    const emptied = left.length === 0 && value.length > 0;
    return emptied && !keep.has(path) ? undefined : left;
  }
  return value;
}
