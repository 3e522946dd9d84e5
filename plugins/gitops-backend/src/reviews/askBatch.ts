import { isDeepStrictEqual } from 'node:util';
import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { Lease } from '../leases/Lease';
import { reasonOf } from '../observe/reasonOf';
import { Askable } from './hosts/createHosts';
import { DueCommit } from './store/findDue';
import { readReviews } from './store/readReviews';
import { pauseHost, resumeHost } from './store/reviewHosts';
import { saveAnswers, saveNotFound } from './store/saveAnswers';
import { ReviewHostError } from './types';

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

/**
 * Asks about some commits, and writes what became of that while the lease is held.
 *
 * @returns ids of the commits of which another answer was written
 * @throws ReviewHostError where the host is paused now; LeaseLostError
 */
export async function askBatch(
  db: Knex,
  lease: Lease,
  batch: Batch,
): Promise<number[]> {
  const { commits, repository } = batch;
  const { host } = repository.repository;
  let answers: Map<string, CommitReview>;
  try {
    answers = await ask(batch);
  } catch (error) {
    batch.signal.throwIfAborted();
    const failure = failureOf(error, host);
    if (failure.kind !== 'notFound') {
      await lease.write(tx => pauseHost(tx, host, failure, Date.now()));
      throw failure;
    }
    const { message } = failure;
    await lease.write(tx =>
      saveNotFound(tx, repository.id, commits, message, Date.now()),
    );
    return [];
  }
  const before = await readReviews(
    db,
    commits.map(({ id }) => id),
  );
  await lease.write(async tx => {
    await saveAnswers(tx, repository.id, commits, answers, Date.now());
    await resumeHost(tx, host);
  });
  return commits
    .filter(({ sha }) => answers.has(sha))
    .filter(
      ({ id, sha }) => !isDeepStrictEqual(answers.get(sha), before.get(id)),
    )
    .map(({ id }) => id);
}

async function ask({ commits, repository, signal }: Batch) {
  const timeout = AbortSignal.timeout(BATCH_MS);
  try {
    return await repository.reviews.ask(repository.repository, commits, {
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (!timeout.aborted) throw error;
    throw new ReviewHostError(
      `The Git host ${repository.repository.host} did not tell of ${
        commits.length
      } commits within ${BATCH_MS / 60_000} min`,
      'failed',
    );
  }
}

function failureOf(error: unknown, host: string): ReviewHostError {
  if (error instanceof ReviewHostError) return error;
  return new ReviewHostError(
    `The Git host ${host} could not be asked for reviews: ${reasonOf(error)}`,
    'failed',
  );
}
