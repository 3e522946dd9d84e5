import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { Lease } from '../leases/Lease';
import { LeaseLostError } from '../leases/LeaseLostError';
import { Leases } from '../leases/Leases';
import { Loop } from '../observe/Loop';
import { reasonOf } from '../observe/reasonOf';
import { askBatch, AskedRepository } from './askBatch';
import { applicationsOf } from './store/applicationsOf';
import { findDue } from './store/findDue';
import { readPause } from './store/reviewHosts';
import { ReviewHostError } from './types';

export interface HostAskerOptions {
  db: Knex;
  logger: LoggerService;
  leases: Leases;
  /** Told of the applications whose commits got other answers. */
  onChanged: (applicationIds: string[]) => void;
}

const INTERVAL_MS = 15_000;

/**
 * Asks one host about the commits that are due, one batch at a time and in one
 * replica at a time, and leaves it alone for as long as it wants.
 */
export class HostAsker {
  readonly #options: HostAskerOptions;
  readonly #host: string;
  readonly #trouble: TroubleLog;
  readonly #loop: Loop;
  #repositories: readonly AskedRepository[] = [];

  constructor(options: HostAskerOptions, host: string) {
    this.#options = options;
    this.#host = host;
    this.#trouble = new TroubleLog(options.logger);
    this.#loop = new Loop({
      run: signal => this.#pass(signal),
      intervalMs: INTERVAL_MS,
      onError: error =>
        this.#trouble.begins(
          `${host} is not asked for reviews: ${reasonOf(error)}`,
        ),
    });
  }

  start(signal: AbortSignal): Promise<void> {
    return this.#loop.start(signal);
  }

  /** There may be commits to ask about in these repositories of the host. */
  wake(repositories: readonly AskedRepository[]): void {
    this.#repositories = repositories;
    this.#loop.wake();
  }

  async #pass(signal: AbortSignal): Promise<void> {
    const { db, leases } = this.#options;
    const pause = await readPause(db, this.#host, Date.now());
    if (pause > INTERVAL_MS) return;
    await sleep(pause, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const lease = await leases.acquire(`reviews:${this.#host}`);
    if (!lease) return;
    try {
      await this.#askAll(lease, AbortSignal.any([signal, lease.signal]));
    } catch (error) {
      if (error instanceof ReviewHostError) {
        this.#trouble.begins(`Reviews are not known: ${error.message}`);
      } else if (!(error instanceof LeaseLostError)) {
        throw error;
      }
    } finally {
      await lease.release();
    }
  }

  /** Takes turns, so that a repository with much to tell holds up no other one. */
  async #askAll(lease: Lease, signal: AbortSignal): Promise<void> {
    const { db, onChanged } = this.#options;
    let open = this.#repositories;
    while (open.length > 0) {
      const more: AskedRepository[] = [];
      for (const repository of open) {
        signal.throwIfAborted();
        const { batch } = repository.reviews;
        const commits = await findDue(db, repository.id, batch, Date.now());
        if (commits.length === 0) continue;
        const changed = await askBatch(db, lease, {
          repository,
          commits,
          signal,
        });
        this.#trouble.isOver(`${this.#host} tells of reviews`);
        const applicationIds = await applicationsOf(db, changed);
        if (applicationIds.length > 0) onChanged(applicationIds);
        more.push(repository);
      }
      open = more;
    }
  }
}
