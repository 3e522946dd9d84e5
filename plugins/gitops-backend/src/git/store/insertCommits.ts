import { Knex } from 'knex';
import { CommitOrder, ordinalOf, placeCommit } from '../log/commitOrder';
import { Landed } from '../log/landings';
import { LoggedCommit } from '../log/parseLog';
import { insertRows } from './insertRows';

export interface NewCommits {
  repositoryId: number;
  /** Parents before children; none of them is there. */
  commits: readonly LoggedCommit[];
  /** The ids of the paths that a commit touches. */
  touchedBy: (commit: LoggedCommit) => readonly number[];
  /** The commits that the default branch has; absent while none of these may show. */
  onTrunk: ReadonlySet<string> | undefined;
  landings: ReadonlyMap<string, Landed>;
  /** Of their parents, as far as these are there; those of these commits are added. */
  orders: Map<string, CommitOrder>;
  /** Seconds. */
  now: number;
}

const COLUMNS = {
  repository_id: 'integer',
  sha: 'text',
  author_name: 'text',
  author_email: 'text',
  subject: 'text',
  at: 'bigint',
  at_clamped: 'boolean',
  merge: 'boolean',
  mainline: 'boolean',
  on_trunk: 'boolean',
  landed_at: 'bigint',
  landing: 'integer',
  order_seconds: 'bigint',
  generation: 'integer',
  ordinal: 'bigint',
  path_ids: 'text',
} as const;

export async function insertCommits(
  tx: Knex.Transaction,
  { repositoryId, commits, orders, ...input }: NewCommits,
): Promise<void> {
  const rows = commits.map(commit => {
    const { sha, parents } = commit;
    const before = parents.flatMap(parent => orders.get(parent) ?? []);
    const place = placeCommit(commit.time, before, input.now);
    orders.set(sha, place);
    const landed = input.landings.get(sha);
    return [
      repositoryId,
      sha,
      commit.authorName,
      commit.authorEmail,
      commit.subject,
      place.at,
      place.clamped,
      parents.length > 1,
      landed?.mainline ?? false,
      input.onTrunk?.has(sha) ?? false,
      landed?.at ?? null,
      landed?.place ?? null,
      place.seconds,
      place.generation,
      ordinalOf(place),
      JSON.stringify(input.touchedBy(commit)),
    ];
  });
  await insertRows(tx, 'git_commits', COLUMNS, rows);
}
