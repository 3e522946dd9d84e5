import { Knex } from 'knex';
import { pauseFor } from '../pauseFor';
import { ReviewHostError } from '../types';
import { CommitReviewRow, ReviewHostRow } from './rows';

const hosts = (db: Knex) => db<ReviewHostRow>('review_hosts');

/** For how many more milliseconds a host is not asked. */
export async function readPause(
  db: Knex,
  host: string,
  nowMs: number,
): Promise<number> {
  const row = await hosts(db).where({ host }).first('paused_until_ms');
  return Math.max(0, Number(row?.paused_until_ms ?? 0) - nowMs);
}

/** Leaves a host alone for a while, and keeps why. */
export async function pauseHost(
  db: Knex,
  host: string,
  error: ReviewHostError,
  nowMs: number,
): Promise<void> {
  const before = await hosts(db).where({ host }).first('failures');
  const failures = (before?.failures ?? 0) + 1;
  await hosts(db)
    .insert({
      host,
      failures,
      kind: error.kind,
      reason: error.message,
      paused_until_ms: nowMs + pauseFor(error, failures),
    })
    .onConflict('host')
    .merge();
}

/** It answers. */
export async function resumeHost(db: Knex, host: string): Promise<void> {
  await hosts(db)
    .where({ host })
    .whereNotNull('reason')
    .update({ reason: null, failures: 0, paused_until_ms: 0 });
}

/**
 * The configuration may be another one now: whatever is not a limit is tried again,
 * and so is what is not known.
 */
export async function forgetPauses(db: Knex, nowMs: number): Promise<void> {
  await hosts(db).whereNot({ kind: 'rateLimited' }).update({
    paused_until_ms: 0,
    failures: 0,
  });
  await db<CommitReviewRow>('commit_reviews')
    .where({ review: 'unknown' })
    .where('due_at_ms', '>', nowMs)
    .update({ due_at_ms: nowMs });
}
