import { LoggerService } from '@backstage/backend-plugin-api';
import {
  RequestedOperation,
  RequestPhase,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { reasonOf } from '../observe/reasonOf';
import { changeOperation, Expected } from './store/changeOperation';

/** How an operation ended. */
export interface Ending {
  phase: Exclude<RequestPhase, 'Requested' | 'Running'>;
  message?: string;
}

export interface OperationLedgerOptions {
  db: Knex;
  logger: LoggerService;
  /** How long an engine may be at work without a sign, in ms. */
  runMs: number;
  onChanged: (applicationIds: string[]) => void;
}

/** Writes how operations stand, and tells whom it concerns. */
export class OperationLedger {
  readonly #options: OperationLedgerOptions;

  constructor(options: OperationLedgerOptions) {
    this.#options = options;
  }

  /** The engine is at work on it: it is waited for anew. */
  async runs(
    { id, applicationId }: RequestedOperation,
    expected: Expected,
    message?: string,
  ): Promise<void> {
    const { db, runMs, onChanged } = this.#options;
    const changed = await changeOperation(db, id, expected, {
      phase: 'Running',
      deadline: new Date(Date.now() + runMs).toISOString(),
      ...(message && { message: reasonOf(message) }),
    });
    if (changed) onChanged([applicationId]);
  }

  async ends(
    { id, applicationId, type, requestedBy }: RequestedOperation,
    expected: Expected,
    { phase, message }: Ending,
  ): Promise<void> {
    const { db, logger, onChanged } = this.#options;
    const words = message ? reasonOf(message) : null;
    const changed = await changeOperation(db, id, expected, {
      phase,
      message: words,
      finished_at: new Date().toISOString(),
    });
    if (!changed) return;
    logger.info(
      `Operation ${id} ended as ${phase}: ${type} of application ${applicationId}, asked for by ${requestedBy}${
        words ? `: ${words}` : ''
      }`,
    );
    onChanged([applicationId]);
  }
}
