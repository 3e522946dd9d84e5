import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { CommitOrder, ordinalOf, placeCommit } from '../log/commitOrder';
import { Landed } from '../log/landings';
import { LoggedCommit } from '../log/parseLog';
import { insertRows } from './insertRows';

export interface NewCommits {
  repositoryId: number;
  /** Parents before children. */
  commits: readonly LoggedCommit[];
  /** The commits that the default branch has; absent while none of these may show. */
  onTrunk: ReadonlySet<string> | undefined;
  landings: ReadonlyMap<string, Landed>;
  /** Of commits that were seen before; those of these are added. */
  orders: Map<string, CommitOrder>;
  /** Seconds. */
  now: number;
}

/** A commit that was just written. */
export interface InsertedCommit {
  id: number;
  ordinal: number;
  commit: LoggedCommit;
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
} as const;

/**
 * Writes commits; those that are there already stay as they are.
 *
 * @returns the new ones
 */
export async function insertCommits(
  tx: Knex.Transaction,
  input: NewCommits,
): Promise<InsertedCommit[]> {
  const { repositoryId, orders } = input;
  const present = await readOrders(tx, input);
  const fresh = input.commits.filter(commit => !present.has(commit.sha));
  const ordinals = new Map<string, number>();
  const rows = fresh.map(commit => {
    const { sha, parents } = commit;
    const before = parents.flatMap(parent => orders.get(parent) ?? []);
    const place = placeCommit(commit.time, before, input.now);
    const ordinal = ordinalOf(place);
    orders.set(sha, place);
    ordinals.set(sha, ordinal);
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
      ordinal,
    ];
  });
  await insertRows(tx, 'git_commits', COLUMNS, rows);
  const ids = await readIds(tx, repositoryId, [...ordinals.keys()]);
  return fresh.flatMap(commit => {
    const id = ids.get(commit.sha);
    const ordinal = ordinals.get(commit.sha);
    return id === undefined || ordinal === undefined
      ? []
      : [{ id, ordinal, commit }];
  });
}

/** The ids of commits. */
export async function readIds(
  tx: Knex.Transaction,
  repositoryId: number,
  shas: readonly string[],
): Promise<Map<string, number>> {
  const rows: Array<{ id: number; sha: string }> = await whereIn(
    tx('git_commits').where({ repository_id: repositoryId }),
    tx,
    'sha',
    shas,
  ).select('id', 'sha');
  return new Map(rows.map(row => [row.sha, row.id]));
}

/** Learns the orders of commits that are there, and of their parents. */
async function readOrders(
  tx: Knex.Transaction,
  { repositoryId, commits, orders }: NewCommits,
): Promise<Set<string>> {
  const asked = commits.map(commit => commit.sha);
  const inBatch = new Set(asked);
  for (const { parents } of commits) {
    for (const parent of parents) {
      if (!orders.has(parent) && !inBatch.has(parent)) asked.push(parent);
    }
  }
  const rows: Array<{
    sha: string;
    order_seconds: number | string;
    generation: number;
  }> = await whereIn(
    tx('git_commits').where({ repository_id: repositoryId }),
    tx,
    'sha',
    asked,
  ).select('sha', 'order_seconds', 'generation');
  for (const row of rows) {
    orders.set(row.sha, {
      seconds: Number(row.order_seconds),
      generation: row.generation,
    });
  }
  return new Set(rows.map(row => row.sha));
}
