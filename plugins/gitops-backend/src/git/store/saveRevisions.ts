import { Knex } from 'knex';
import { chunks } from './chunks';
import { deleteRevisions } from './deleteRevisions';
import { insertNumbers } from './insertNumbers';
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
  const ids = await commitIds(tx, repositoryId, revisions);
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
    const rowsOf = (shas: readonly string[], contained: number) =>
      shas.flatMap(sha => {
        const id = ids.get(sha);
        return id === undefined ? [] : [[row.id, id, contained]];
      });
    await insertNumbers(
      tx,
      'git_revision_commits',
      { revision_id: 'integer', commit_id: 'integer', contained: 'boolean' },
      [...rowsOf(revision.lacks, 0), ...rowsOf(revision.adds, 1)],
    );
  }
}

async function commitIds(
  tx: Knex.Transaction,
  repositoryId: number,
  revisions: readonly NewRevision[],
): Promise<Map<string, number>> {
  const shas = new Set<string>();
  for (const { lacks, adds } of revisions) {
    for (const sha of lacks) shas.add(sha);
    for (const sha of adds) shas.add(sha);
  }
  const ids = new Map<string, number>();
  for (const chunk of chunks(shas)) {
    const rows: Array<{ id: number; sha: string }> = await tx('git_commits')
      .where({ repository_id: repositoryId })
      .whereIn('sha', chunk)
      .select('id', 'sha');
    for (const row of rows) ids.set(row.sha, row.id);
  }
  return ids;
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
  const query = tx('git_revisions')
    .where({ repository_id: repositoryId })
    .select('id');
  for (const shas of used) query.whereNotIn('sha', shas);
  await deleteRevisions(tx, query);
}
