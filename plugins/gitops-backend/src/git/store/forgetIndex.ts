import { Knex } from 'knex';
import { deleteRevisions } from './deleteRevisions';
import { lockSources } from './lockSources';

/** Deletes the commits of a repository and all that was made of them, to index it anew. */
export async function forgetIndex(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<void> {
  const of = { repository_id: repositoryId };
  await lockSources(tx, repositoryId);
  await tx('git_sources').where(of).update({ inputs_key: null });
  await deleteRevisions(tx, tx('git_revisions').where(of).select('id'));
  await tx('git_commit_paths')
    .whereIn('path_id', tx('git_paths').where(of).select('id'))
    .delete();
  await tx('git_renames').where(of).delete();
  await tx('git_commits').where(of).delete();
  await tx('git_targets').where(of).delete();
  await tx('git_repositories').where({ id: repositoryId }).update({
    state: 'indexing',
    reason: null,
    partial: false,
    trunk_sha: null,
    indexed_at_ms: null,
  });
}
