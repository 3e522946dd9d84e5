import { Knex } from 'knex';
import { deleteInputs } from './deleteInputs';
import { SourceRow } from './rows';

export type NewSource = Omit<
  SourceRow,
  'application_id' | 'position' | 'inputs_key' | 'notes'
>;

const SAME_INPUTS = ['repository_id', 'path', 'reads', 'target'] as const;
const ALL = [
  ...SAME_INPUTS,
  'desired_revision',
  'deployed_revision',
  'applied_revision',
] as const;

/**
 * Replaces the sources of an application. Inputs that were found stay until they
 * are found anew, unless the source itself is another one.
 *
 * @returns whether any of them is another one, or stands elsewhere
 */
export async function saveSources(
  db: Knex,
  applicationId: string,
  sources: readonly NewSource[],
): Promise<boolean> {
  return db.transaction(async tx => {
    const before: SourceRow[] = await tx('git_sources')
      .where({ application_id: applicationId })
      .select('*');
    const old = new Map(before.map(row => [row.position, row]));
    let changed = false;
    for (const [position, source] of sources.entries()) {
      const row = old.get(position);
      old.delete(position);
      if (row && ALL.every(column => row[column] === source[column])) continue;
      changed = true;
      const where = { application_id: applicationId, position };
      if (!row) {
        await tx('git_sources')
          .insert({ ...where, ...source, inputs_key: null })
          .onConflict(['application_id', 'position'])
          .merge();
      } else if (SAME_INPUTS.every(column => row[column] === source[column])) {
        await tx('git_sources').where(where).update(source);
      } else {
        await tx('git_sources')
          .where(where)
          .update({ ...source, inputs_key: null, notes: null });
        await deleteInputs(tx, where);
      }
    }
    for (const position of old.keys()) {
      const where = { application_id: applicationId, position };
      await tx('git_sources').where(where).delete();
      await deleteInputs(tx, where);
    }
    return changed || old.size > 0;
  });
}
