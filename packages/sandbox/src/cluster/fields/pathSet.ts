import type { FieldSet } from '../types';

/**
 * A set of field paths. A path is its elements (`f:name`, `k:{…}`, `v:…`)
 * joined by NUL, so that set algebra is that of strings.
 */
export type PathSet = ReadonlySet<string>;

const SEPARATOR = '\0';

export function joinPath(parent: string, element: string): string {
  return parent ? `${parent}${SEPARATOR}${element}` : element;
}

export function splitPath(path: string): string[] {
  return path.split(SEPARATOR);
}

/** Whether `path` lies below `ancestor`. */
export function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(`${ancestor}${SEPARATOR}`);
}

export function union(...sets: PathSet[]): PathSet {
  return new Set(sets.flatMap(set => [...set]));
}

export function difference(a: PathSet, b: PathSet): PathSet {
  return new Set([...a].filter(path => !b.has(path)));
}

export function intersection(a: PathSet, b: PathSet): PathSet {
  return new Set([...a].filter(path => b.has(path)));
}

export function sameSet(a: PathSet, b: PathSet): boolean {
  return a.size === b.size && [...a].every(path => b.has(path));
}

/** As in `managedFields[].fieldsV1`. */
export function encodePaths(paths: PathSet): FieldSet {
  const root: FieldSet = {};
  const all = [...paths].sort();
  for (const path of all) {
    let node = root;
    for (const element of splitPath(path)) {
      node = node[element] ??= {};
    }
  }
  // A member that has members below it says so with "."; a lone one is {}.
  for (const path of all) {
    let node = root;
    for (const element of splitPath(path)) node = node[element];
    if (Object.keys(node).length > 0) node['.'] = {};
  }
  return root;
}

export function decodePaths(fields: FieldSet): PathSet {
  const paths = new Set<string>();
  const visit = (node: FieldSet, path: string) => {
    const elements = Object.keys(node);
    if (path && (elements.length === 0 || elements.includes('.'))) {
      paths.add(path);
    }
    for (const element of elements) {
      if (element !== '.') visit(node[element], joinPath(path, element));
    }
  };
  visit(fields, '');
  return paths;
}

/** `.spec.containers[name="app"].image`, as conflicts are reported. */
export function displayPath(path: string): string {
  return splitPath(path)
    .map(element => {
      const body = element.slice(2);
      if (element.startsWith('f:')) return `.${body}`;
      if (element.startsWith('v:')) return `[=${body}]`;
      const keys: Record<string, unknown> = JSON.parse(body);
      return `[${Object.entries(keys)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}
