import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { deleteRevisions } from './deleteRevisions';
import { insertRows } from './insertRows';
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
  const shas = new Set(revisions.flatMap(it => [...it.lacks, ...it.adds]));
  const ids = await readIds(tx, repositoryId, [...shas]);
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
    const rowsOf = (of: readonly string[], contained: boolean) =>
      of.flatMap(sha => {
        const id = ids.get(sha);
        return id === undefined ? [] : [[row.id, id, contained] as const];
      });
    await insertRows(
      tx,
      'git_revision_commits',
      { revision_id: 'integer', commit_id: 'integer', contained: 'boolean' },
      [...rowsOf(revision.lacks, false), ...rowsOf(revision.adds, true)],
    );
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
  const query = tx('git_revisions')
    .where({ repository_id: repositoryId })
    .select('id');
  for (const shas of used) query.whereNotIn('sha', shas);
  await deleteRevisions(tx, query);
}

/** The ids of commits. */
async function readIds(
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
