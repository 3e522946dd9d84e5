import { Knex } from 'knex';
import { chunks } from './chunks';
import { RevisionRow } from './rows';

export interface NewRevision {
  sha: string;
  state: RevisionRow['state'];
  /** Commits of the trunk that it lacks. */
  lacks: readonly string[];
  /** Commits beside the trunk that it has. */
  adds: readonly string[];
}

/** Writes where revisions differ from the trunk; see `rows.ts`. */
export async function saveRevisions(
  tx: Knex.Transaction,
  repositoryId: number,
  revisions: readonly NewRevision[],
  nowMs: number,
): Promise<void> {
  for (const revision of revisions) {
    const [row]: Array<{ id: number }> = await tx('git_revisions')
      .insert({
        repository_id: repositoryId,
        sha: revision.sha,
        state: revision.state,
        checked_at_ms: nowMs,
      })
      .onConflict(['repository_id', 'sha'])
      .merge()
      .returning('id');
    await tx('git_revision_commits').where({ revision_id: row.id }).delete();
    const differences = [
      { shas: revision.lacks, contained: false },
      { shas: revision.adds, contained: true },
    ];
    for (const { shas, contained } of differences) {
      for (const chunk of chunks(shas)) {
        const commits: Array<{ id: number }> = await tx('git_commits')
          .where({ repository_id: repositoryId })
          .whereIn('sha', chunk)
          .select('id');
        if (commits.length === 0) continue;
        await tx('git_revision_commits').insert(
          commits.map(({ id }) => ({
            revision_id: row.id,
            commit_id: id,
            contained,
          })),
        );
      }
    }
  }
}

/** Deletes the revisions that no application and no target stands at any more. */
export async function deleteUnusedRevisions(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<void> {
  const used = [
    ['git_targets', 'sha'],
    ['git_sources', 'deployed_revision'],
    ['git_sources', 'desired_revision'],
  ].map(([table, column]) =>
    tx(table)
      .select(column)
      .where({ repository_id: repositoryId })
      .whereNotNull(column),
  );
  const query = tx('git_revisions').where({ repository_id: repositoryId });
  for (const shas of used) query.whereNotIn('sha', shas);
  await query.delete();
}
