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
  /** Of repositories, by their ids. */
  readonly #troubles = new Map<number, TroubleLog>();
  #repositories: readonly AskedRepository[] = [];
  #failedId = 0;

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
      if (!(error instanceof LeaseLostError)) throw error;
    } finally {
      await lease.release();
    }
  }

  /**
   * Takes turns, so that a repository with much to tell, or one that cannot be asked,
   * holds up no other one.
   */
  async #askAll(lease: Lease, signal: AbortSignal): Promise<void> {
    const { db, onChanged } = this.#options;
    let open = this.#inTurn();
    while (open.length > 0) {
      const more: AskedRepository[] = [];
      for (const repository of open) {
        signal.throwIfAborted();
        const { batch } = repository.reviews;
        const commits = await findDue(db, repository.id, batch, Date.now());
        if (commits.length === 0) continue;
        const { changed, failure } = await askBatch(db, lease, {
          repository,
          commits,
          signal,
        });
        this.#say(repository, failure);
        const applicationIds = await applicationsOf(db, changed);
        if (applicationIds.length > 0) onChanged(applicationIds);
        if (failure) this.#failedId = repository.id;
        if (failure?.isOfHost) return;
        if (!failure) more.push(repository);
      }
      open = more;
    }
  }

  /** Those come first that come after the one that failed last. */
  #inTurn(): readonly AskedRepository[] {
    const isLater = ({ id }: AskedRepository) => id > this.#failedId;
    return [
      ...this.#repositories.filter(isLater),
      ...this.#repositories.filter(it => !isLater(it)),
    ];
  }

  #say({ id, repository }: AskedRepository, failure?: ReviewHostError): void {
    if (failure?.isOfHost) {
      this.#trouble.begins(`Reviews are not known: ${failure.message}`);
      return;
    }
    this.#trouble.isOver(`${this.#host} tells of reviews`);
    const { logger } = this.#options;
    const trouble = this.#troubles.get(id) ?? new TroubleLog(logger);
    this.#troubles.set(id, trouble);
    if (failure) {
      trouble.begins(
        `Reviews of ${repository.url} are not known: ${failure.message}`,
      );
    } else {
      trouble.isOver(`Reviews of ${repository.url} are known again`);
    }
  }
}
