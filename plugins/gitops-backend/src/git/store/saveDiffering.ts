import { Knex } from 'knex';

/**
 * Writes down which objects the engine finds to differ from what this one declares.
 *
 * @returns whether they are others than before
 */
export async function saveDiffering(
  db: Knex,
  applicationId: string,
  childIds: readonly string[],
): Promise<boolean> {
  const of = { application_id: applicationId };
  return db.transaction(async tx => {
    const before: string[] = await tx('git_differing')
      .where(of)
      .pluck('child_id');
    const wanted = new Set(childIds);
    if (
      before.length === wanted.size &&
      before.every(child => wanted.has(child))
    ) {
      return false;
    }
    await tx('git_differing').where(of).delete();
    if (wanted.size > 0) {
      await tx('git_differing')
        .insert([...wanted].map(child => ({ ...of, child_id: child })))
        .onConflict(['application_id', 'child_id'])
        .ignore();
    }
    return true;
  });
}
