import { isObject } from '../json';
import { hasItemIdentity, itemsByElement } from './elements';
import { joinPath, type PathSet } from './pathSet';
import type { Shape } from './shape';

/** The fields that somebody who applies this value speaks for. */
export function fieldsOf(value: unknown, shape: Shape): PathSet {
  const paths = new Set<string>();
  const visit = (inner: unknown, innerShape: Shape, path: string) => {
    if (isObject(inner) && !innerShape.atomic) {
      const names = Object.keys(inner);
      if (names.length === 0 && path) paths.add(path);
      for (const name of names) {
        const child = joinPath(path, `f:${name}`);
        visit(inner[name], innerShape.field(name), child);
        // The presence of a map's key is a fact of its own.
        if (!innerShape.declares(name)) paths.add(child);
      }
      return;
    }
    if (Array.isArray(inner) && hasItemIdentity(innerShape)) {
      if (inner.length === 0) paths.add(path);
      for (const [element, item] of itemsByElement(inner, innerShape)) {
        const child = joinPath(path, element);
        paths.add(child);
        if (innerShape.keys) visit(item, innerShape.item(), child);
      }
      return;
    }
    paths.add(path);
  };
  visit(value, shape, '');
  return paths;
}
