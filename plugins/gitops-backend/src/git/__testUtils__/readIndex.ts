import { Knex } from 'knex';
import { joinTouched, TOUCHED_ID } from '../store/touched';

/** What the index has of a repository's default branch, without ids. */
export interface Index {
  commits: Array<Record<string, unknown> & { sha: string }>;
  /** The commits that touch a path. */
  paths: Map<string, Set<string>>;
  /** The same, as the commits have it. */
  pathsOfCommits: Map<string, Set<string>>;
  renames: unknown[];
}

const COLUMNS = [
  'sha',
  'author_name',
  'author_email',
  'subject',
  'at',
  'at_clamped',
  'merge',
  'mainline',
  'landing',
  'order_seconds',
  'generation',
  'ordinal',
];

export async function readIndex(
  database: Knex,
  repositoryUrl: string,
): Promise<Index> {
  const commitsOf = () =>
    database('git_commits as c')
      .join('git_repositories as r', 'r.id', 'c.repository_id')
      .where({ 'r.url': repositoryUrl, 'c.on_trunk': true });
  const touched: Array<{ path: string; sha: string }> = await commitsOf()
    .join('git_commit_paths as cp', 'cp.commit_id', 'c.id')
    .join('git_paths as p', 'p.id', 'cp.path_id')
    .whereRaw('cp.ordinal = c.ordinal and p.repository_id = c.repository_id')
    .select('p.path', 'c.sha');
  const theOtherWay: typeof touched = await joinTouched(commitsOf(), database)
    .joinRaw(`join git_paths as p on p.id = ${TOUCHED_ID}`)
    .select('p.path', 'c.sha');
  return {
    paths: byPath(touched),
    pathsOfCommits: byPath(theOtherWay),
    commits: await commitsOf()
      .select(COLUMNS.map(column => `c.${column}`))
      .orderBy('c.sha'),
    renames: await commitsOf()
      .join('git_renames as n', 'n.commit_id', 'c.id')
      .select('c.sha', 'n.ordinal', 'n.from_path', 'n.to_path')
      .orderBy(['c.sha', 'n.from_path', 'n.to_path']),
  };
}

function byPath(
  touched: ReadonlyArray<{ path: string; sha: string }>,
): Map<string, Set<string>> {
  const paths = new Map<string, Set<string>>();
  for (const { path, sha } of touched) {
    const shas = paths.get(path) ?? new Set<string>();
    paths.set(path, shas);
    // A row that comes twice is one too many.
    shas.add(shas.has(sha) ? `${sha} again` : sha);
  }
  return paths;
}
