import { Knex } from 'knex';

/**
 * Forgets the inputs of an application's source, and with them where its children are
 * declared there.
 */
export async function deleteInputs(
  tx: Knex.Transaction,
  of: { application_id: string; position: number },
): Promise<void> {
  await tx('git_inputs').where(of).delete();
  await tx('git_inputs')
    .where({ position: -1 - of.position })
    .whereIn(
      'application_id',
      tx('git_declarations')
        .select('application_id')
        .where({ parent_id: of.application_id }),
    )
    .delete();
}
