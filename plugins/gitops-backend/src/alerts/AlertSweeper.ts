import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { Loop } from '../observe/Loop';
import { reasonOf } from '../observe/reasonOf';
import { AlertRow } from './rows';

const KEEP_MS = 180 * 24 * 3_600_000;

/** Forgets alerts that have been closed for half a year. */
export class AlertSweeper {
  readonly #loop: Loop;

  constructor({ db, logger }: { db: Knex; logger: LoggerService }) {
    const trouble = new TroubleLog(logger);
    this.#loop = new Loop({
      run: async () => {
        await db<AlertRow>('alerts')
          .where({ status: 'closed' })
          .where('closed_at', '<', new Date(Date.now() - KEEP_MS).toISOString())
          .delete();
      },
      intervalMs: 3_600_000,
      onError: error =>
        trouble.begins(`Old alerts are not cleared away: ${reasonOf(error)}`),
      onSuccess: () => trouble.isOver('Old alerts are cleared away again'),
    });
  }

  start(signal: AbortSignal): Promise<void> {
    return this.#loop.start(signal);
  }
}
