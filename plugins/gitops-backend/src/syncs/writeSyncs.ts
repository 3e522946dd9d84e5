import { randomUUID } from 'node:crypto';
import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { chunks } from '../git/store/chunks';
import { whereIn } from '../store/whereIn';
import { SyncRow } from './rows';
import { settleOpen } from './settleOpen';
import { SyncChange } from './syncChange';

/** SQL: it is told once more of a sync that ended so. Engines know less of it the longer ago that was. */
const HAS_ENDED = `syncs.phase = excluded.phase and syncs.phase in ('Succeeded', 'Failed')`;

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
  await settleOpen(tx, writes);
  const rows = writes.flatMap(write =>
    write.news.map(sync => toRow(write, sync)),
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
        // What was said of one end does not hold of another.
        message: tx.raw(
          `case when ${HAS_ENDED} then coalesce(syncs.message, excluded.message)
            else excluded.message end`,
        ),
        initiated_by: tx.raw(
          `case when ${HAS_ENDED} then coalesce(syncs.initiated_by, excluded.initiated_by)
            else coalesce(excluded.initiated_by, syncs.initiated_by) end`,
        ),
        revisions: tx.raw(
          `case when excluded.revisions = '[]' or (${HAS_ENDED} and syncs.revisions <> '[]')
            then syncs.revisions else excluded.revisions end`,
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

function toRow({ applicationId, uid, at }: SyncWrite, sync: ObservedSync) {
  const { startedAt, finishedAt, repeats, initiatedBy } = sync;
  return {
    id: randomUUID(),
    application_id: applicationId,
    uid,
    key: sync.key,
    at: placeOf(startedAt ?? finishedAt, at),
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

/** When it began, which was before it was seen: whatever the clock of the engine says. */
function placeOf(began: string | undefined, seenAt: string): string {
  const seen = Date.parse(seenAt);
  const at = began === undefined ? seen : Math.min(Date.parse(began), seen);
  return new Date(at).toISOString();
}
