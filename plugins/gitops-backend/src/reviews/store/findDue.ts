import { Knex } from 'knex';
import { AskedCommit } from '../types';
import { readBranches } from './readBranches';

/** A commit that is to be asked about. */
export interface DueCommit extends AskedCommit {
  /** Of the row in the index. */
  id: number;
  timesAsked: number;
  /** When it reached its branch, in ms since 1970. */
  landedAtMs: number;
  /** Place on the default branch of the commit it came with; null: it is not there. */
  landing: number | null;
}

interface DueRow {
  id: number;
  sha: string;
  times_asked: number;
  landed_at: number | string;
  mainline: boolean | number;
  on_trunk: boolean | number;
  landing: number | null;
}

/** So many commits of the branch are told of that followed a commit. */
const FOLLOWERS = 20;

/** What is due in a repository, newest first. */
export async function findDue(
  db: Knex,
  repositoryId: number,
  limit: number,
  nowMs: number,
): Promise<DueCommit[]> {
  const rows: DueRow[] = await db('commit_reviews as v')
    .join('git_commits as c', join => {
      join.on('c.repository_id', 'v.repository_id').on('c.sha', 'v.sha');
    })
    .where('v.repository_id', repositoryId)
    .whereNotNull('v.due_at_ms')
    .where('v.due_at_ms', '<=', nowMs)
    .orderBy('v.ordinal', 'desc')
    .limit(limit)
    .select(
      'c.id',
      'c.sha',
      'v.times_asked',
      'c.mainline',
      'c.on_trunk',
      'c.landing',
      db.raw('coalesce(c.landed_at, c.at) as landed_at'),
    );
  if (rows.length === 0) return [];
  const line = await readLine(db, repositoryId, rows);
  const branches = await readBranches(db, repositoryId, rows);
  return rows.map(row => {
    const after = placesAfter(row).flatMap(place => line.get(place) ?? []);
    return {
      id: row.id,
      sha: row.sha,
      timesAsked: row.times_asked,
      landedAtMs: Number(row.landed_at) * 1000,
      landing: row.landing,
      landedWith: row.mainline
        ? row.sha
        : (row.landing !== null && line.get(row.landing)) || null,
      followers: after.slice(0, FOLLOWERS),
      moreFollow: row.landing === null || after.length > FOLLOWERS,
      branches: branches.get(row.id) ?? [],
    };
  });
}

/** One more than is told of, to know whether there are more. */
function placesAfter({ landing }: DueRow): number[] {
  return landing === null
    ? []
    : Array.from({ length: FOLLOWERS + 1 }, (_, index) => landing + 1 + index);
}

/** The branch's first-parent commits around these, by their places. */
async function readLine(
  db: Knex,
  repositoryId: number,
  rows: readonly DueRow[],
): Promise<Map<number, string>> {
  const places = new Set(
    rows.flatMap(row =>
      row.landing === null ? [] : [row.landing, ...placesAfter(row)],
    ),
  );
  const line: Array<{ landing: number; sha: string }> = await db('git_commits')
    .where({ repository_id: repositoryId, mainline: true })
    .whereIn('landing', [...places])
    .select('landing', 'sha');
  return new Map(line.map(({ landing, sha }) => [landing, sha]));
}
