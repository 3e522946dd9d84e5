import { Knex } from 'knex';
import { whereIn } from './whereIn';

/** Removes applications and what binds them, in one transaction. */
export async function removeApplications(
  db: Knex,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction(async tx => {
    await whereIn(
      tx('application_bindings'),
      db,
      'application_id',
      ids,
    ).delete();
    await whereIn(tx('applications'), db, 'id', ids).delete();
  });
}
