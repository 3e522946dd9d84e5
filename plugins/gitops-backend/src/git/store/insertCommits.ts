import { Knex } from 'knex';
import { touchedPaths } from '../log/ancestors';
import { CommitOrder, ordinalOf, placeCommit } from '../log/commitOrder';
import { Landing } from '../log/landings';
import { LoggedCommit } from '../log/parseLog';
import { CHUNK, chunks } from './chunks';
import { insertNumbers } from './insertNumbers';
import { createPathIds, PathIds } from './pathIds';

export interface NewCommits {
  repositoryId: number;
  /** Parents before children. */
  commits: AsyncIterable<LoggedCommit>;
  onTrunk: ReadonlySet<string>;
  landings: ReadonlyMap<string, Landing>;
  /** Commits whose parents the source does not have; they did not change all their files. */
  shallow: ReadonlySet<string>;
  /** Seconds. */
  now: number;
}

/**
 * Writes commits and a row for each path they touch. Those that are there
 * already stay as they are.
 *
 * @returns the ids of the new ones
 */
export async function insertCommits(
  tx: Knex.Transaction,
  input: NewCommits,
): Promise<Set<string>> {
  const orders = new Map<string, CommitOrder>();
  const paths = createPathIds(tx, input.repositoryId);
  const inserted = new Set<string>();
  let batch: LoggedCommit[] = [];
  const flush = async () => {
    await insertBatch(tx, input, batch, orders, paths, inserted);
    batch = [];
  };
  for await (const commit of input.commits) {
    batch.push(commit);
    if (batch.length === CHUNK / 2) await flush();
  }
  await flush();
  return inserted;
}

async function loadOrders(
  tx: Knex.Transaction,
  repositoryId: number,
  batch: readonly LoggedCommit[],
  orders: Map<string, CommitOrder>,
): Promise<void> {
  const inBatch = new Set(batch.map(commit => commit.sha));
  const unknown = new Set(
    batch
      .flatMap(commit => commit.parents)
      .filter(sha => !orders.has(sha) && !inBatch.has(sha)),
  );
  for (const chunk of chunks(unknown)) {
    const rows: Array<{
      sha: string;
      order_seconds: number | string;
      generation: number;
    }> = await tx('git_commits')
      .where({ repository_id: repositoryId })
      .whereIn('sha', chunk)
      .select('sha', 'order_seconds', 'generation');
    for (const row of rows) {
      orders.set(row.sha, {
        seconds: Number(row.order_seconds),
        generation: row.generation,
      });
    }
  }
}

async function insertBatch(
  tx: Knex.Transaction,
  input: NewCommits,
  batch: readonly LoggedCommit[],
  orders: Map<string, CommitOrder>,
  paths: PathIds,
  inserted: Set<string>,
): Promise<void> {
  if (batch.length === 0) return;
  await loadOrders(tx, input.repositoryId, batch, orders);
  const rows = batch.map(commit => {
    const parents = commit.parents.flatMap(sha => orders.get(sha) ?? []);
    const place = placeCommit(commit.time, parents, input.now);
    orders.set(commit.sha, place);
    const landing = input.landings.get(commit.sha);
    return {
      repository_id: input.repositoryId,
      sha: commit.sha,
      author_name: commit.authorName,
      author_email: commit.authorEmail,
      subject: commit.subject,
      at: place.at,
      at_clamped: place.clamped,
      merge: commit.parents.length > 1,
      mainline: landing?.mainline ?? false,
      on_trunk: input.onTrunk.has(commit.sha),
      landed_at: landing?.at ?? null,
      order_seconds: place.seconds,
      generation: place.generation,
      ordinal: ordinalOf(place),
    };
  });
  const created: Array<{ id: number; sha: string }> = await tx('git_commits')
    .insert(rows)
    .onConflict(['repository_id', 'sha'])
    .ignore()
    .returning(['id', 'sha']);

  const ids = new Map(created.map(row => [row.sha, row.id]));
  const ordinals = new Map(rows.map(row => [row.sha, row.ordinal]));
  const touched = batch
    .filter(commit => ids.has(commit.sha) && !input.shallow.has(commit.sha))
    .map(commit => ({ sha: commit.sha, paths: touchedPaths(commit.paths) }));
  const pathIds = await paths(touched.flatMap(commit => [...commit.paths]));
  function* pathRows(): Generator<number[]> {
    for (const commit of touched) {
      const commitId = ids.get(commit.sha);
      const ordinal = ordinals.get(commit.sha);
      if (commitId === undefined || ordinal === undefined) continue;
      for (const path of commit.paths) {
        const pathId = pathIds.get(path);
        if (pathId !== undefined) yield [pathId, ordinal, commitId];
      }
    }
  }
  await insertNumbers(
    tx,
    'git_commit_paths',
    { path_id: 'integer', ordinal: 'bigint', commit_id: 'integer' },
    pathRows(),
  );
  for (const row of created) inserted.add(row.sha);
}
