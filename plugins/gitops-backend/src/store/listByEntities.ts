import { Binding } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { BindingRow, StoredApplication, StoredColumns, toStored } from './rows';
import { whereIn } from './whereIn';

/** The applications bound to each of these entities, by name; one statement. */
export async function listByEntities(
  db: Knex,
  entityRefs: string[],
): Promise<Map<string, StoredApplication[]>> {
  const query = db('application_bindings as b')
    .join('applications as a', 'a.id', 'b.application_id')
    .select(
      'b.entity_ref',
      'a.record',
      'a.environment',
      'a.version',
      'a.changed_at',
    )
    .orderBy(['a.name', 'a.id']);
  const rows: Array<StoredColumns & Pick<BindingRow, 'entity_ref'>> =
    await whereIn(query, db, 'b.entity_ref', entityRefs);
  const found = new Map<string, StoredApplication[]>();
  for (const row of rows) {
    const list = found.get(row.entity_ref) ?? [];
    list.push(...toStored(row));
    found.set(row.entity_ref, list);
  }
  return found;
}

/** Who is bound to these applications, by application id. */
export async function listBindings(
  db: Knex,
  applicationIds: string[],
): Promise<Map<string, Binding[]>> {
  const rows: BindingRow[] = await whereIn(
    db<BindingRow>('application_bindings').select('*').orderBy('entity_ref'),
    db,
    'application_id',
    applicationIds,
  );
  const found = new Map<string, Binding[]>();
  for (const row of rows) {
    const list = found.get(row.application_id) ?? [];
    list.push({ entityRef: row.entity_ref, confirmed: Boolean(row.confirmed) });
    found.set(row.application_id, list);
  }
  return found;
}
