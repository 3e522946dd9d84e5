import { Knex } from 'knex';
import { Declaration } from '../types';
import { DeclarationRow } from './rows';

/**
 * Writes down which application declares another one; none where it is not known.
 *
 * @returns the repositories in which its manifest has to be looked for
 */
export async function saveDeclaration(
  db: Knex,
  applicationId: string,
  declaration: Declaration | undefined,
): Promise<number[]> {
  const row = declaration && {
    parent_id: declaration.parentId,
    object_id: declaration.objectId,
    kind: declaration.kind,
    namespace: declaration.namespace,
    name: declaration.name,
    in_effect: declaration.inEffect,
  };
  return db.transaction(async tx => {
    const of = { application_id: applicationId };
    const before: DeclarationRow | undefined = await tx('git_declarations')
      .where(of)
      // Before its inputs, as whoever finds these does.
      .forUpdate()
      .first();
    const isSame =
      before?.parent_id === row?.parent_id &&
      before?.object_id === row?.object_id;
    if (isSame) {
      if (row && Boolean(before?.in_effect) !== row.in_effect) {
        await tx('git_declarations').where(of).update(row);
      }
      return [];
    }
    await tx('git_inputs').where(of).where('position', '<', 0).delete();
    await tx('git_declarations').where(of).delete();
    if (!row) return [];
    await tx('git_declarations')
      .insert({ ...of, ...row })
      .onConflict('application_id')
      .merge();
    return tx('git_sources')
      .where({ application_id: row.parent_id })
      .distinct()
      .pluck('repository_id');
  });
}
