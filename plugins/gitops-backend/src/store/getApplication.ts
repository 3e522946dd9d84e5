import { Knex } from 'knex';
import { ApplicationRow, StoredApplication, toStored } from './rows';

/** One application; undefined where there is none. */
export async function getApplication(
  db: Knex,
  id: string,
): Promise<StoredApplication | undefined> {
  const row = await db<ApplicationRow>('applications').where({ id }).first();
  return row && toStored(row).at(0);
}
