import { Knex } from 'knex';
import { databaseNow } from '../../leases/databaseNow';

/** The repository was asked just now, and the index has all of it. */
export async function saveIndexed(
  db: Knex,
  repositoryId: number,
  found: {
    trunk: string | undefined;
    defaultBranch: string | undefined;
    partial: boolean;
    nowMs: number;
  },
): Promise<void> {
  await db('git_repositories')
    .where({ id: repositoryId })
    .update({
      state: 'current',
      reason: null,
      trunk_sha: found.trunk ?? null,
      default_branch: found.defaultBranch ?? null,
      partial: found.partial,
      indexed_at_ms: found.nowMs,
      checked_at_ms: databaseNow(db),
      progress_done: null,
      progress_total: null,
    });
}

/** How many commits of those to come are written. */
export async function saveProgress(
  db: Knex,
  repositoryId: number,
  progress: { done: number; total: number },
): Promise<void> {
  await db('git_repositories').where({ id: repositoryId }).update({
    progress_done: progress.done,
    progress_total: progress.total,
  });
}

/** It could not be asked; what was indexed before still stands. */
export async function saveFailure(
  db: Knex,
  repositoryId: number,
  reason: string,
): Promise<void> {
  await db('git_repositories')
    .where({ id: repositoryId })
    .update({
      reason,
      // Whoever is next asks again, also right after a start with other settings.
      checked_at_ms: null,
      progress_done: null,
      progress_total: null,
      state: db.raw(
        "case when indexed_at_ms is null then 'failing' else 'stale' end",
      ),
    });
}
