import { Knex } from 'knex';

/** Replaces what each target revision means now; null where it means nothing. */
export async function saveTargets(
  tx: Knex.Transaction,
  repositoryId: number,
  targets: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  await tx('git_targets')
    .where({ repository_id: repositoryId })
    .whereNotIn('target', [...targets.keys()])
    .delete();
  for (const [target, sha] of targets) {
    await tx('git_targets')
      .insert({ repository_id: repositoryId, target, sha: sha ?? null })
      .onConflict(['repository_id', 'target'])
      .merge();
  }
}
