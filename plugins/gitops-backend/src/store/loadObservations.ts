import { engineKindSchema } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import {
  ApplicationRow,
  parseObserved,
  parseRecord,
  StoredObservation,
} from './rows';
import { whereIn } from './whereIn';

/** What is kept of these applications, by id; those that are not there are left out. */
export async function loadObservations(
  db: Knex,
  ids: string[],
): Promise<Map<string, StoredObservation>> {
  const rows: ApplicationRow[] = await whereIn(
    db<ApplicationRow>('applications').select('*'),
    db,
    'id',
    ids,
  );
  return new Map(
    rows.map(row => [
      row.id,
      {
        id: row.id,
        engine: engineKindSchema.parse(row.engine),
        instance: row.instance,
        observedHash: row.observed_hash,
        environment: row.environment,
        version: row.version,
        record: parseRecord(row.record),
        observed: parseObserved(row.observed),
      },
    ]),
  );
}
