import { equal, isObject } from '../json';
import { hasItemIdentity, itemsByElement } from './elements';
import { joinPath, type PathSet } from './pathSet';
import type { Shape } from './shape';

/** What is different between two versions of an object. */
export interface FieldChanges {
  added: PathSet;
  modified: PathSet;
  removed: PathSet;
}

type Items = ReadonlyMap<string, { value: unknown; shape: Shape }>;

function parts(value: unknown, shape: Shape): Items | undefined {
  if (isObject(value) && !shape.atomic) {
    return new Map(
      Object.entries(value).map(([name, inner]) => [
        `f:${name}`,
        { value: inner, shape: shape.field(name) },
      ]),
    );
  }
  if (Array.isArray(value) && hasItemIdentity(shape)) {
    return new Map(
      [...itemsByElement(value, shape)].map(([element, inner]) => [
        element,
        { value: inner, shape: shape.item() },
      ]),
    );
  }
  return undefined;
}

const NOTHING: Items = new Map();

export function compareFields(
  before: unknown,
  after: unknown,
  shape: Shape,
): FieldChanges {
  const added = new Set<string>();
  const modified = new Set<string>();
  const removed = new Set<string>();

  const visit = (old: unknown, now: unknown, here: Shape, path: string) => {
    if (old === undefined && now === undefined) return;
    if (old === undefined) added.add(path);
    else if (now === undefined) removed.add(path);

    const oldParts = parts(old, here);
    const nowParts = parts(now, here);
    if (!oldParts && !nowParts) {
      if (old !== undefined && now !== undefined && !equal(old, now)) {
        modified.add(path);
      }
      return;
    }
    if (old !== undefined && now !== undefined && !(oldParts && nowParts)) {
      modified.add(path);
    }
    const elements = new Set([
      ...(oldParts ?? NOTHING).keys(),
      ...(nowParts ?? NOTHING).keys(),
    ]);
    for (const element of elements) {
      const oldPart = oldParts?.get(element);
      const nowPart = nowParts?.get(element);
      const inner = nowPart?.shape ?? oldPart?.shape;
      if (!inner) continue;
      // Part of its parent from the start, so it cannot come or go alone.
      const absent = inner.alwaysThere ? {} : undefined;
      visit(
        oldPart?.value ?? (oldParts && absent),
        nowPart?.value ?? (nowParts && absent),
        inner,
        joinPath(path, element),
      );
    }
  };
  visit(before, after, shape, '');
  added.delete('');
  removed.delete('');
  return { added, modified, removed };
}
