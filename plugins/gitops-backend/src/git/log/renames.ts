import { MAX_PATH } from './ancestors';
import { PathChange } from './parseLog';

/** What was at one path, file or directory, is at another one. */
export interface Rename {
  from: string;
  to: string;
}

/** More renames of one commit than that are not kept. */
const MAX_RENAMES = 1_000;
/** Of equal files that went away so many are compared with one that came. */
const MAX_CANDIDATES = 50;

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function* directoriesOf(path: string): Generator<string> {
  for (let it = parentOf(path); it !== ''; it = parentOf(it)) yield it;
}

/** How long the end is that two paths share, in whole names. */
function sharedEnd(one: string, other: string): number {
  let shared = 0;
  for (
    let [a, b] = [one, other];
    a !== '' && nameOf(a) === nameOf(b);
    [a, b] = [parentOf(a), parentOf(b)]
  ) {
    shared += 1;
  }
  return shared;
}

function wentById(changes: readonly PathChange[]): Map<string, string[]> {
  const went = new Map<string, string[]>();
  for (const { kind, directory, id, path } of changes) {
    if (kind !== 'went' || directory) continue;
    const paths = went.get(id);
    if (paths) paths.push(path);
    else went.set(id, [path]);
  }
  return went;
}

/** Whether any file came that is the same as one that went away. */
export function hasRenames(changes: readonly PathChange[]): boolean {
  // As most commits are.
  if (changes.length < 2) return false;
  const went = wentById(changes);
  return (
    went.size > 0 &&
    changes.some(it => it.kind === 'came' && !it.directory && went.has(it.id))
  );
}

/** Files that came, with the file of the same contents that went away. */
function movedFiles(changes: readonly PathChange[]): Rename[] {
  const went = wentById(changes);
  return changes.flatMap(({ kind, directory, id, path: to }) => {
    if (kind !== 'came' || directory) return [];
    let best: Rename | undefined;
    let most = -1;
    for (const from of went.get(id)?.slice(0, MAX_CANDIDATES) ?? []) {
      const shared = sharedEnd(from, to);
      if (shared > most) [best, most] = [{ from, to }, shared];
    }
    return best ? [best] : [];
  });
}

interface Origin extends Rename {
  files: number;
  /** Files of `from` itself came to `to` itself. */
  direct: boolean;
}

/** For each directory that files came to those that they came from. */
function originsOf(files: readonly Rename[]): Map<string, Origin[]> {
  const origins = new Map<string, Map<string, Origin>>();
  const count = (from: string, to: string, direct: boolean) => {
    const ofTo = origins.get(to) ?? new Map<string, Origin>();
    origins.set(to, ofTo);
    const origin = ofTo.get(from) ?? { from, to, files: 0, direct: false };
    ofTo.set(from, origin);
    origin.files += 1;
    origin.direct ||= direct;
  };
  for (const file of files) {
    let [from, to] = [parentOf(file.from), parentOf(file.to)];
    for (let direct = true; from !== to && from !== '' && to !== ''; ) {
      count(from, to, direct);
      if (nameOf(from) !== nameOf(to)) break;
      [from, to, direct] = [parentOf(from), parentOf(to), false];
    }
  }
  return new Map([...origins].map(([to, ofTo]) => [to, [...ofTo.values()]]));
}

function renamedDirectories(
  changes: readonly PathChange[],
  files: readonly Rename[],
): Rename[] {
  const created = new Set<string>();
  const gone = new Set<string>();
  const came = new Map<string, number>();
  for (const { kind, directory, path } of changes) {
    if (directory && kind === 'came') created.add(path);
    if (directory && kind === 'went') gone.add(path);
    if (directory || kind !== 'came') continue;
    for (const above of directoriesOf(path)) {
      came.set(above, (came.get(above) ?? 0) + 1);
    }
  }
  return [...originsOf(files)].flatMap(([to, origins]) => {
    if (!created.has(to)) return [];
    const half = (came.get(to) ?? 0) / 2;
    const [best] = origins
      .filter(
        origin =>
          origin.files >= half &&
          // What lives on was not renamed just because one of its directories moved.
          (origin.direct ||
            gone.has(origin.from) ||
            nameOf(origin.from) !== nameOf(to)),
      )
      .sort((one, other) => other.files - one.files);
    return best ? [{ from: best.from, to }] : [];
  });
}

/**
 * What a commit renamed, told by equal contents alone: a directory that is new where at
 * least half of the files that came there came from one other directory, and single
 * files. What follows from the rename of a directory above is left out.
 *
 * @param changes - with those of directories
 */
export function findRenames(changes: readonly PathChange[]): Rename[] {
  const files = movedFiles(changes);
  const directories = renamedDirectories(changes, files);
  const byTarget = new Map(directories.map(({ from, to }) => [to, from]));
  const follows = ({ from, to }: Rename) => {
    for (const above of directoriesOf(to)) {
      const origin = byTarget.get(above);
      if (origin !== undefined && origin + to.slice(above.length) === from) {
        return true;
      }
    }
    return false;
  };
  return [...directories, ...files]
    .filter(it => it.from.length <= MAX_PATH && it.to.length <= MAX_PATH)
    .filter(rename => !follows(rename))
    .slice(0, MAX_RENAMES);
}
