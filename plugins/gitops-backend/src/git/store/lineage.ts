import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { MAX_PATH } from '../log/ancestors';

/** What a path was before it was renamed. */
export interface FormerPath {
  path: string;
  /** It counts before this ordinal. */
  until: number;
}

interface RenameRow {
  from_path: string;
  to_path: string;
  /** PostgreSQL gives 64 bit numbers as text. */
  ordinal: number | string;
}

/** Of one path so many former ones are followed. */
const MAX_FORMER = 20;

/** A path and the directories above it, but the root: that is never renamed. */
function selfAndAbove(path: string): string[] {
  const names = path === '' ? [] : path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/**
 * The former paths of these, through any number of renames, the latest first; a renamed
 * directory takes along what is in it. Only renames that some known revision contains.
 */
export async function readLineage(
  tx: Knex,
  repositoryId: number,
  paths: Iterable<string>,
): Promise<Map<string, FormerPath[]>> {
  const renames = new Map<string, RenameRow[]>();
  const asked = [...paths];
  for (;;) {
    const lineage = new Map(
      asked.map(path => [path, formerPaths(path, renames)]),
    );
    const reached = [
      ...asked,
      ...[...lineage.values()].flat().map(former => former.path),
    ];
    const missing = new Set(
      reached.flatMap(selfAndAbove).filter(path => !renames.has(path)),
    );
    if (missing.size === 0) return lineage;
    for (const path of missing) renames.set(path, []);
    for (const row of await readRenames(tx, repositoryId, missing)) {
      renames.get(row.to_path)?.push(row);
    }
  }
}

function formerPaths(
  given: string,
  renames: ReadonlyMap<string, readonly RenameRow[]>,
): FormerPath[] {
  const found = new Map<string, FormerPath>();
  const open: FormerPath[] = [{ path: given, until: Infinity }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { path, until } = next;
    if (found.size > MAX_FORMER) break;
    // The latest comes first: it counts for longer than any other way here.
    if (found.has(path)) continue;
    found.set(path, next);
    for (const to of selfAndAbove(path)) {
      for (const { from_path: from, ordinal } of renames.get(to) ?? []) {
        const former = from + path.slice(to.length);
        if (Number(ordinal) >= until || former.length > MAX_PATH) continue;
        open.push({ path: former, until: Number(ordinal) });
      }
    }
    open.sort((one, other) => other.until - one.until);
  }
  found.delete(given);
  return [...found.values()];
}

async function readRenames(
  tx: Knex,
  repositoryId: number,
  toPaths: Iterable<string>,
): Promise<RenameRow[]> {
  const query = tx('git_renames as n')
    .join('git_commits as c', 'c.id', 'n.commit_id')
    .where({ 'n.repository_id': repositoryId })
    .where(it =>
      it
        .where({ 'c.on_trunk': true })
        .orWhereExists(
          tx('git_revision_commits as m')
            .select(tx.raw('1'))
            .whereRaw('m.commit_id = c.id and m.contained'),
        ),
    );
  return whereIn(query, tx, 'n.to_path', toPaths).select(
    'n.from_path',
    'n.to_path',
    'n.ordinal',
  );
}
