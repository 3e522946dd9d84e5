/**
 * PostgreSQL cannot index text of more bytes, and three can be one character; such a
 * file is found by its directories.
 */
export const MAX_PATH = 800;

/** Whether a path can be written down: neither too long, nor half a character in it. */
export function isStorablePath(path: string): boolean {
  return path.length <= MAX_PATH && !/\p{Cs}/u.test(path);
}

/** A changed file with every directory above it; '' is the root. */
export function* ancestors(path: string): Generator<string> {
  yield '';
  for (let slash = path.indexOf('/'); slash >= 0; ) {
    if (slash > MAX_PATH) return;
    yield path.slice(0, slash);
    slash = path.indexOf('/', slash + 1);
  }
  if (path.length <= MAX_PATH) yield path;
}

/** All paths whose history a commit belongs to. */
export function touchedPaths(changes: Iterable<{ path: string }>): Set<string> {
  const touched = new Set<string>();
  for (const { path } of changes) {
    for (const ancestor of ancestors(path)) touched.add(ancestor);
  }
  return touched;
}
