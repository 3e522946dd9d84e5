import { Knex } from 'knex';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { WrittenLook } from '../alerts/alertChange';
import { writeAlerts } from '../alerts/writeAlerts';
import { displayColumns } from './displayColumns';
import { SyncChange } from '../syncs/syncChange';
import { writeSyncs } from '../syncs/writeSyncs';
import { ApplicationRow } from './rows';

/** One application to write, worked out from the version that was read. */
export interface ApplicationWrite extends WrittenLook {
  observed: ObservedApplication;
  observedHash: string;
  syncs: SyncChange;
  /** Undefined where there was none. */
  previousVersion: number | undefined;
}

/**
 * Writes all in one transaction, each as its next version and with the syncs and
 * alerts that follow of it, and returns the ids of those that somebody else has changed
 * since they were read: these are left as they are, to be worked out again.
 */
export async function saveApplications(
  db: Knex,
  writes: ApplicationWrite[],
): Promise<string[]> {
  if (writes.length === 0) return [];
  return db.transaction(async tx => {
    const overtaken: string[] = [];
    for (const write of inLockOrder(writes)) {
      const written =
        write.previousVersion === undefined
          ? await insert(tx, toRow(write, 1))
          : await update(tx, toRow(write, write.previousVersion + 1));
      if (!written) overtaken.push(write.record.id);
    }
    const written = writes.filter(
      ({ record }) => !overtaken.includes(record.id),
    );
    await writeSyncs(
      tx,
      written.map(({ record, syncs, at }) => ({
        ...syncs,
        applicationId: record.id,
        at,
      })),
    );
    await writeAlerts(tx, written);
    return overtaken;
  });
}

/** Rows are locked in one order, or two writers may each wait for the other. */
function inLockOrder(writes: ApplicationWrite[]): ApplicationWrite[] {
  return [...writes].sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
}

async function insert(tx: Knex, row: ApplicationRow): Promise<boolean> {
  const rows = await tx<ApplicationRow>('applications')
    .insert(row)
    .onConflict('id')
    .ignore()
    .returning('id');
  return rows.length > 0;
}

async function update(tx: Knex, row: ApplicationRow): Promise<boolean> {
  const { id, ...columns } = row;
  const count = await tx<ApplicationRow>('applications')
    .where({ id, version: row.version - 1 })
    .update(columns);
  return count > 0;
}

function toRow(write: ApplicationWrite, version: number): ApplicationRow {
  const { record, observed, observedHash, environment, at } = write;
  return {
    id: record.id,
    engine: record.engine,
    instance: record.instance,
    kind: record.kind,
    namespace: record.namespace,
    name: record.name,
    project: record.project ?? null,
    environment,
    ...displayColumns(record),
    labels: JSON.stringify(observed.labels),
    entity_refs: JSON.stringify(observed.entityRefs),
    observed: JSON.stringify(observed),
    observed_hash: observedHash,
    record: JSON.stringify(record),
    version,
    changed_at: at,
  };
}
