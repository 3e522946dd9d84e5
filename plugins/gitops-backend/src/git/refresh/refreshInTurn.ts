import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Lease } from '../../leases/Lease';
import { Leases } from '../../leases/Leases';
import { GitError } from '../process/GitError';
import { GitAllowance } from '../repository/gitAllowance';
import { leaseOf } from '../repository/leaseOf';
import { readWork } from '../store/readWork';
import { saveFailure } from '../store/saveHealth';
import { wasAnsweredWithin } from '../store/wasAnsweredWithin';
import { failureReason } from './failureReason';
import { RefreshContext, refreshRepository } from './refreshRepository';
import { Outcome } from './createScheduler';

export interface TurnContext extends RefreshContext {
  database: Knex;
  logger: LoggerService;
  leases: Leases;
  allowance: GitAllowance;
  /** How often a repository is asked, by whichever replica. */
  intervalMs: number;
  /**
   * Repositories that may have been written to without anybody being told: the database
   * has failed, perhaps after it had committed.
   */
  untold: Set<number>;
}

export interface Turn {
  outcome: Outcome;
  /** Applications whose facts may be others now. */
  changed: string[];
}

/** Leaves room for timers that do not go off on time. */
const OF_INTERVAL = 0.8;

interface Run {
  repositoryId: number;
  /** Somebody waits for it, whenever it was asked last. */
  asked: boolean;
  signal: AbortSignal;
}

/**
 * Asks one repository for news where no other replica does, or just did.
 *
 * @throws Error why not, once it is logged and, where that can be, written down
 */
export async function refreshInTurn(
  context: TurnContext,
  run: Run,
): Promise<Turn> {
  try {
    return await takeTurn(context, run);
  } catch (error) {
    if (!run.signal.aborted) {
      context.logger.warn(
        `A Git repository could not be read: ${failureReason(error)}`,
        { repositoryId: run.repositoryId },
      );
    }
    throw error;
  }
}

async function takeTurn(context: TurnContext, run: Run): Promise<Turn> {
  const { database, intervalMs, leases, logger } = context;
  const { repositoryId, asked } = run;
  const recently = OF_INTERVAL * intervalMs;
  if (!asked && (await wasAnsweredWithin(database, repositoryId, recently))) {
    return { outcome: 'later', changed: [] };
  }
  const lease = await leases.acquire(leaseOf(repositoryId));
  if (!lease) return { outcome: 'soon', changed: [] };
  const signal = AbortSignal.any([run.signal, lease.signal]);
  try {
    return await refresh(context, repositoryId, lease, signal);
  } catch (error) {
    if (run.signal.aborted) throw error;
    if (!(error instanceof GitError)) context.untold.add(repositoryId);
    if (!lease.signal.aborted) {
      await noteFailure(lease, repositoryId, failureReason(error));
      throw error;
    }
    logger.info(
      'Another replica has taken over a Git repository; this one writes nothing more of it',
      { repositoryId },
    );
    return { outcome: 'soon', changed: [] };
  } finally {
    await lease.release();
  }
}

async function noteFailure(
  lease: Lease,
  repositoryId: number,
  reason: string,
): Promise<void> {
  try {
    await lease.write(tx => saveFailure(tx, repositoryId, reason));
  } catch {
    // It may be the database that fails, and the reason is logged.
  }
}

async function refresh(
  context: TurnContext,
  repositoryId: number,
  lease: Lease,
  signal: AbortSignal,
): Promise<Turn> {
  const work = await readWork(context.database, repositoryId);
  if (!work) return { outcome: 'done', changed: [] };
  const refusal = context.allowance(work.repository.url);
  if (refusal !== undefined) {
    await lease.write(tx => saveFailure(tx, repositoryId, refusal));
    return { outcome: 'done', changed: [] };
  }
  const changed = await refreshRepository(context, work, lease, signal);
  const all = [...work.sources, ...work.declaring].map(
    source => source.application_id,
  );
  const isUntold = context.untold.delete(repositoryId);
  return { outcome: 'later', changed: isUntold ? [...new Set(all)] : changed };
}
