import { isDeepStrictEqual } from 'node:util';
import { Knex } from 'knex';
import { Lease } from '../leases/Lease';
import { reasonOf } from '../observe/reasonOf';
import { Askable } from './hosts/createHosts';
import { DueCommit } from './store/findDue';
import { readReviews } from './store/readReviews';
import { pauseHost, resumeHost } from './store/reviewHosts';
import { saveAnswers, saveFailure } from './store/saveAnswers';
import { ReviewHostError, Told } from './types';

/** One of a host's repositories, by its id. */
export interface AskedRepository extends Askable {
  id: number;
}

export interface Batch {
  /** At most as many as the host takes at a time. */
  commits: readonly DueCommit[];
  repository: AskedRepository;
  signal: AbortSignal;
}

/** However many requests a batch takes. */
const BATCH_MS = 5 * 60_000;

export interface Asked {
  /** Ids of the commits of which another answer was written. */
  changed: number[];
  /** Why not all of them were asked about; written too. */
  failure?: ReviewHostError;
}

/**
 * Asks about some commits, and writes what became of that while the lease is held:
 * the answers, and when the host, or else the repository, is asked again.
 *
 * @throws LeaseLostError
 */
export async function askBatch(
  db: Knex,
  lease: Lease,
  batch: Batch,
): Promise<Asked> {
  const { commits, repository } = batch;
  const { host } = repository.repository;
  const { answers, stopped: failure } = await ask(batch);
  const told = commits.filter(({ sha }) => !failure || answers.has(sha));
  const others = commits.filter(commit => !told.includes(commit));
  const before = await readReviews(
    db,
    told.map(({ id }) => id),
  );
  await lease.write(async tx => {
    const now = Date.now();
    await saveAnswers(tx, repository.id, told, answers, now);
    if (failure?.isOfHost) {
      await pauseHost(tx, host, failure, now);
      return;
    }
    await resumeHost(tx, host);
    if (failure) {
      await saveFailure(tx, repository.id, others, failure.message, now);
    }
  });
  const changed = told
    .filter(({ sha }) => answers.has(sha))
    .filter(
      ({ id, sha }) => !isDeepStrictEqual(answers.get(sha), before.get(id)),
    )
    .map(({ id }) => id);
  return { changed, failure };
}

async function ask({ commits, repository, signal }: Batch): Promise<Told> {
  const timeout = AbortSignal.timeout(BATCH_MS);
  const { host } = repository.repository;
  try {
    return await repository.reviews.ask(repository.repository, commits, {
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    signal.throwIfAborted();
    const stopped = timeout.aborted
      ? new ReviewHostError(
          `The Git host ${host} did not tell of ${
            commits.length
          } commits within ${BATCH_MS / 60_000} min`,
          'failed',
        )
      : failureOf(error, host);
    return { answers: new Map(), stopped };
  }
}

function failureOf(error: unknown, host: string): ReviewHostError {
  if (error instanceof ReviewHostError) return error;
  return new ReviewHostError(
    `The Git host ${host} could not be asked for reviews: ${reasonOf(error)}`,
    'failed',
  );
}
