import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import {
  Engine,
  TroubleLog,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { Loop } from '../observe/Loop';
import { reasonOf } from '../observe/reasonOf';
import { followRequests, SeenRequest } from './followRequests';
import { OperationDispatcher } from './OperationDispatcher';
import { OperationLedger } from './OperationLedger';
import { claimOperation, NewOperation } from './store/claimOperation';
import { sweepOperations } from './sweepOperations';
import { OPERATION_TIMES, OperationTimes } from './times';

export interface OperationsOptions {
  db: Knex;
  logger: LoggerService;
  engines: Engine[];
  /** Told of the applications whose operations have changed. */
  onChanged: (applicationIds: string[]) => void;
  times?: OperationTimes;
}

/** How long a stop waits for what is under way, in ms. */
const STOP_MS = 5_000;

/** What people ask engines for: from the wish to how it ended. */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #times: OperationTimes;
  readonly #ledger: OperationLedger;
  readonly #dispatcher: OperationDispatcher;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(options: OperationsOptions) {
    const { times = OPERATION_TIMES } = options;
    this.#options = options;
    this.#times = times;
    this.#ledger = new OperationLedger({ ...options, runMs: times.run });
    this.#dispatcher = new OperationDispatcher({
      ...options,
      ledger: this.#ledger,
      answerMs: times.answer,
    });
  }

  /**
   * Has the engine asked, in the background; whoever asks for what is asked for
   * already gets that.
   * @throws ConflictError for a key that stands for another operation
   */
  async request(
    wanted: Omit<NewOperation, 'at' | 'deadline'>,
  ): Promise<RequestedOperation> {
    const { db, onChanged } = this.#options;
    const now = Date.now();
    const { operation, isNew } = await claimOperation(db, {
      ...wanted,
      at: new Date(now).toISOString(),
      deadline: new Date(now + this.#times.request).toISOString(),
    });
    if (operation.type !== wanted.type) {
      throw new ConflictError(
        `This idempotencyKey stands for a ${operation.type} already: make a new one for each operation.`,
      );
    }
    if (isNew) {
      onChanged([operation.applicationId]);
      this.#keep(this.#dispatcher.dispatch(operation, this.#stop.signal));
    }
    return operation;
  }

  /** Told of what engines show of operations, whenever they show something else. */
  async follow(seen: SeenRequest[]): Promise<void> {
    await followRequests(this.#options.db, this.#ledger, seen);
  }

  /** From now on looks for operations that nothing is heard of. */
  start(): void {
    this.#keep(this.#sweep());
  }

  /** Gives up waiting for engines; what is under way is left to who comes later. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await waitAtMost(
      STOP_MS,
      Promise.allSettled(this.#running),
      new AbortController().signal,
    );
  }

  async #sweep(): Promise<void> {
    const { db, logger } = this.#options;
    const { signal } = this.#stop;
    const trouble = new TroubleLog(logger);
    const loop = new Loop({
      run: () => sweepOperations(db, this.#ledger, this.#times.keep),
      intervalMs: this.#times.sweep,
      onError: error =>
        trouble.begins(
          `Overdue operations are not looked for: ${reasonOf(error)}`,
        ),
      onSuccess: () =>
        trouble.isOver('Overdue operations are looked for again'),
    });
    // What has ended meanwhile is heard of first.
    await delay(this.#times.sweep, undefined, { signal }).catch(() => {});
    await loop.start(signal);
  }

  #keep(work: Promise<void>): void {
    this.#running.add(work);
    work.finally(() => this.#running.delete(work));
  }
}
