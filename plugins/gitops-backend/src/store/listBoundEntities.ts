import { Knex } from 'knex';
import { BindingRow } from './rows';

/** All entities that have applications. */
export async function listBoundEntities(db: Knex): Promise<string[]> {
  return db<BindingRow>('application_bindings')
    .distinct('entity_ref')
    .pluck('entity_ref');
}
