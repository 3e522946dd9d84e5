import { randomUUID } from 'node:crypto';
import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { chunks } from '../git/store/chunks';
import { whereIn } from '../store/whereIn';
import { SyncRow } from './rows';
import { SyncChange } from './syncChange';

/** What is known of the syncs of one application since a look at it. */
export interface SyncWrite extends SyncChange {
  applicationId: string;
  /** ISO 8601, of the look. */
  at: string;
}

/**
 * Brings the history in line with applications that were just written in the same
 * transaction: whichever process looks, and however often, each sync is in it once.
 */
export async function writeSyncs(tx: Knex, writes: SyncWrite[]): Promise<void> {
  for (const { applicationId, uid, renamed, folded, lost } of writes) {
    const rows = tx<SyncRow>('syncs').where({ application_id: applicationId });
    for (const { from, to } of renamed) {
      await rows.clone().where({ uid, key: from }).update({ key: to });
    }
    for (const key of folded) {
      await rows.clone().where({ uid, key, phase: 'Running' }).delete();
    }
    for (const gone of lost) {
      await rows
        .clone()
        .where({ ...gone, phase: 'Running' })
        .update({ phase: 'Unknown' });
    }
  }
  const rows = writes.flatMap(write =>
    write.seen.map(sync => toRow(write, sync)),
  );
  for (const chunk of chunks(rows)) {
    await tx<SyncRow>('syncs')
      .insert(chunk)
      .onConflict(['application_id', 'uid', 'key'])
      // Its id and its place stay.
      .merge({
        ...columns(['phase', 'deployed'], name =>
          tx.raw('excluded.??', [name]),
        ),
        ...columns(['started_at', 'finished_at', 'repeats'], name =>
          tx.raw('coalesce(excluded.??, syncs.??)', [name, name]),
        ),
        ...columns(['initiated_by', 'message'], name => onceEnded(tx, name)),
        revisions: tx.raw(
          `case when syncs.phase in ('Succeeded', 'Failed') and syncs.revisions <> '[]'
            or excluded.revisions = '[]' then syncs.revisions else excluded.revisions end`,
        ),
      });
  }
}

/** Of applications that are removed nobody will see how their syncs end. */
export async function loseSyncs(
  tx: Knex,
  applicationIds: string[],
): Promise<void> {
  await whereIn(
    tx<SyncRow>('syncs').where({ phase: 'Running' }),
    tx,
    'application_id',
    applicationIds,
  ).update({ phase: 'Unknown' });
}

function columns(
  names: Array<keyof SyncRow>,
  value: (name: string) => Knex.Raw,
): Record<string, Knex.Raw> {
  return Object.fromEntries(names.map(name => [name, value(name)]));
}

/** What an engine told when a sync had ended stays: it knows less of it later. */
function onceEnded(tx: Knex, name: string): Knex.Raw {
  return tx.raw(
    `case when syncs.phase in ('Succeeded', 'Failed')
      then coalesce(syncs.??, excluded.??) else coalesce(excluded.??, syncs.??) end`,
    [name, name, name, name],
  );
}

function toRow({ applicationId, uid, at }: SyncWrite, sync: ObservedSync) {
  const { startedAt, finishedAt, repeats, initiatedBy } = sync;
  return {
    id: randomUUID(),
    application_id: applicationId,
    uid,
    key: sync.key,
    at: new Date(startedAt ?? finishedAt ?? at).toISOString(),
    phase: sync.phase,
    deployed: sync.deployed,
    revisions: JSON.stringify(sync.revisions),
    started_at: startedAt ?? null,
    finished_at: finishedAt ?? null,
    repeats: repeats ? JSON.stringify(repeats) : null,
    initiated_by: initiatedBy ? JSON.stringify(initiatedBy) : null,
    message: sync.message ?? null,
  };
}
