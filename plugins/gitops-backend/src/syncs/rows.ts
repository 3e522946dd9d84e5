import {
  CommitRef,
  initiatorSchema,
  repeatsSchema,
  Sync,
  syncPhaseSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { z } from 'zod';

export interface SyncRow {
  id: string;
  application_id: string;
  uid: string;
  key: string;
  at: string;
  phase: string;
  /** SQLite has no booleans. */
  deployed: boolean | number;
  revisions: string;
  started_at: string | null;
  finished_at: string | null;
  repeats: string | null;
  initiated_by: string | null;
  message: string | null;
}

const revisionsSchema = z.array(z.string());

/** The revisions of a row, one per source. */
export function revisionsOf(row: SyncRow): string[] {
  return revisionsSchema.parse(JSON.parse(row.revisions));
}

/** @param more - what the row does not say */
export function toSync(
  row: SyncRow,
  more: { commit: CommitRef | null; former: boolean },
): Sync {
  return {
    id: row.id,
    applicationId: row.application_id,
    phase: syncPhaseSchema.parse(row.phase),
    deployed: Boolean(row.deployed),
    revisions: revisionsOf(row),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    repeats:
      row.repeats === null
        ? null
        : repeatsSchema.parse(JSON.parse(row.repeats)),
    initiatedBy:
      row.initiated_by === null
        ? null
        : initiatorSchema.parse(JSON.parse(row.initiated_by)),
    message: row.message ?? undefined,
    ...more,
  };
}
