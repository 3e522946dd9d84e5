import { Knex } from 'knex';
import { EntityBinding } from '../bind/EntityBinding';
import { chunks } from '../git/store/chunks';
import { isPostgres } from './isPostgres';
import { BindingRow } from './rows';

/**
 * Makes these the bindings there are, writing only what differs, in one
 * transaction. Returns the applications whose bindings have changed.
 */
export async function replaceBindings(
  db: Knex,
  wanted: EntityBinding[],
): Promise<string[]> {
  return db.transaction(async tx => {
    await lock(tx);
    const rows = await tx<BindingRow>('application_bindings').select('*');
    const stored = new Map(
      rows.map(row => [keyOf(fromRow(row)), fromRow(row)]),
    );
    const keys = new Set(wanted.map(keyOf));
    const gone = [...stored].filter(([key]) => !keys.has(key));
    const written = wanted.filter(
      binding => stored.get(keyOf(binding))?.confirmed !== binding.confirmed,
    );
    for (const [, { entityRef, applicationId }] of gone) {
      await tx<BindingRow>('application_bindings')
        .where({ entity_ref: entityRef, application_id: applicationId })
        .delete();
    }
    for (const chunk of chunks(written)) {
      await tx<BindingRow>('application_bindings')
        .insert(chunk.map(toRow))
        .onConflict(['entity_ref', 'application_id'])
        .merge();
    }
    return [
      ...new Set(
        [...gone.map(([, binding]) => binding), ...written].map(
          binding => binding.applicationId,
        ),
      ),
    ];
  });
}

/**
 * One writer at a time: two that touch the same rows in orders of their own could each
 * wait for the other. Who reads waits for nobody; SQLite has one writer anyway.
 */
async function lock(tx: Knex): Promise<void> {
  if (!isPostgres(tx)) return;
  await tx.raw('lock table application_bindings in share row exclusive mode');
}

function keyOf({ entityRef, applicationId }: EntityBinding): string {
  return `${applicationId} ${entityRef}`;
}

function fromRow(row: BindingRow): EntityBinding {
  return {
    entityRef: row.entity_ref,
    applicationId: row.application_id,
    confirmed: Boolean(row.confirmed),
  };
}

function toRow(binding: EntityBinding): BindingRow {
  return {
    entity_ref: binding.entityRef,
    application_id: binding.applicationId,
    confirmed: binding.confirmed,
  };
}
