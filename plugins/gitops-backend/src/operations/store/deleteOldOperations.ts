import { Knex } from 'knex';
import { OperationRow } from './rows';

/** Deletes what was asked for before that time (ISO 8601) and has ended. */
export async function deleteOldOperations(
  db: Knex,
  before: string,
): Promise<void> {
  await db<OperationRow>('operations')
    .where('requested_at', '<', before)
    .whereNotNull('finished_at')
    .delete();
}
