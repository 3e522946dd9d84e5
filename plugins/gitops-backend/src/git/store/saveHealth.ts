import { Knex } from 'knex';

/** The repository was asked just now, and the index has all of it. */
export async function saveIndexed(
  db: Knex,
  repositoryId: number,
  found: { trunk: string | undefined; partial: boolean; nowMs: number },
): Promise<void> {
  await db('git_repositories')
    .where({ id: repositoryId })
    .update({
      state: 'current',
      reason: null,
      trunk_sha: found.trunk ?? null,
      partial: found.partial,
      indexed_at_ms: found.nowMs,
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
      state: db.raw(
        "case when indexed_at_ms is null then 'failing' else 'stale' end",
      ),
    });
}
