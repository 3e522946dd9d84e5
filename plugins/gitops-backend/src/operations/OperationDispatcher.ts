import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import {
  Engine,
  OperationAnswer,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { findInstance } from '../observe/findInstance';
import { reasonOf } from '../observe/reasonOf';
import { loadObservations } from '../store/loadObservations';
import { StoredObservation } from '../store/rows';
import { OperationLedger } from './OperationLedger';
import { Expected } from './store/changeOperation';
import { UNFINISHED } from './store/rows';

/** Once it is seen to run, what is observed tells more than a call that failed or was not answered. */
const UNHEARD: Expected = { phases: ['Requested'] };
const UNENDED: Expected = { phases: UNFINISHED };

export interface OperationDispatcherOptions {
  db: Knex;
  logger: LoggerService;
  engines: Engine[];
  ledger: OperationLedger;
  /** How long an engine may take to answer, in ms. */
  answerMs: number;
}

/** Asks engines for what people have asked for, once each. */
export class OperationDispatcher {
  readonly #options: OperationDispatcherOptions;

  constructor(options: OperationDispatcherOptions) {
    this.#options = options;
  }

  /**
   * Asks, and writes down what is answered. Told to stop it leaves the operation
   * as it is: what has come of it is seen later, or its deadline passes.
   */
  async dispatch(
    operation: RequestedOperation,
    stop: AbortSignal,
  ): Promise<void> {
    const { logger } = this.#options;
    try {
      await this.#carryOut(operation, stop);
    } catch (error) {
      // A database's words are for the log.
      if (stop.aborted) return;
      logger.error(
        `What came of operation ${operation.id} could not be kept: ${reasonOf(
          error,
        )}`,
      );
    }
  }

  async #carryOut(
    operation: RequestedOperation,
    stop: AbortSignal,
  ): Promise<void> {
    const { db, ledger } = this.#options;
    const { applicationId, type } = operation;
    const stored = (await loadObservations(db, [applicationId])).get(
      applicationId,
    );
    if (!stored) {
      const message = 'The application is not observed any more.';
      await ledger.ends(operation, UNHEARD, { phase: 'Failed', message });
      return;
    }
    let answer: OperationAnswer | undefined;
    try {
      answer = await this.#ask(operation, stored, stop);
    } catch (error) {
      if (stop.aborted) return;
      const message = reasonOf(error);
      await ledger.ends(operation, UNHEARD, { phase: 'Failed', message });
      return;
    }
    if (!answer) {
      await ledger.ends(operation, UNHEARD, {
        phase: 'Unknown',
        message: `Instance "${stored.instance}" has not answered; whether it took the ${type} on is not known. Look there before trying again.`,
      });
    } else if (answer.phase === 'Running') {
      await ledger.runs(operation, UNHEARD);
    } else {
      const expected = answer.phase === 'Unknown' ? UNHEARD : UNENDED;
      await ledger.ends(operation, expected, answer);
    }
  }

  /** Undefined where no answer comes in time. */
  async #ask(
    { id, type, options, requestedBy }: RequestedOperation,
    stored: StoredObservation,
    stop: AbortSignal,
  ): Promise<OperationAnswer | undefined> {
    const { engines, answerMs } = this.#options;
    const attempt = new AbortController();
    const signal = AbortSignal.any([stop, attempt.signal]);
    let answer: OperationAnswer | undefined;
    const call = async () => {
      const instance = await findInstance(engines, stored);
      if (!instance.operate || !stored.observed) {
        throw new Error(`Instance "${stored.instance}" cannot ${type} it now.`);
      }
      signal.throwIfAborted();
      answer = await instance.operate(
        stored.observed,
        { id, type, options, requestedBy },
        { signal },
      );
    };
    try {
      await waitAtMost(answerMs, call(), stop);
    } finally {
      attempt.abort();
    }
    return answer;
  }
}
