import { Knex } from 'knex';
import { ApplicationRow } from './rows';

/** The ids of all applications of one instance. */
export async function listInstanceApplicationIds(
  db: Knex,
  engine: string,
  instance: string,
): Promise<string[]> {
  return db<ApplicationRow>('applications')
    .where({ engine, instance })
    .pluck('id');
}
