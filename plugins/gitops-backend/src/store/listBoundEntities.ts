import { Knex } from 'knex';

/** All entities that have applications, or had some of which alerts are kept. */
export async function listBoundEntities(db: Knex): Promise<string[]> {
  const rows: Array<{ entity_ref: string }> = await db('application_bindings')
    .select('entity_ref')
    .union(db('alert_entities').select('entity_ref'));
  return rows.map(row => row.entity_ref);
}
