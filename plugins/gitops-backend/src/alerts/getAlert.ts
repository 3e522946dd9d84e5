import { Knex } from 'knex';
import { z } from 'zod';
import { AlertRow, StoredAlert, toAlerts } from './rows';

const idSchema = z.uuid();

/** One alert; undefined where there is none. */
export async function getAlert(
  db: Knex,
  id: string,
): Promise<StoredAlert | undefined> {
  // A database may refuse even to look for what cannot be an id.
  if (!idSchema.safeParse(id).success) return undefined;
  const row = await db<AlertRow>('alerts').where({ id }).first();
  return row && toAlerts(row).at(0);
}
