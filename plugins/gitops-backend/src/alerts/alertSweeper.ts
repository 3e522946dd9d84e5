import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Loop } from '../observe/Loop';
import { sweeper } from '../observe/sweeper';
import { AlertRow } from './rows';

const KEEP_MS = 180 * 24 * 3_600_000;

/** Forgets alerts that have been closed for half a year. */
export function alertSweeper({
  db,
  logger,
}: {
  db: Knex;
  logger: LoggerService;
}): Loop {
  return sweeper({
    what: 'Old alerts',
    logger,
    intervalMs: 3_600_000,
    run: async () => {
      await db<AlertRow>('alerts')
        .where({ status: 'closed' })
        .where('closed_at', '<', new Date(Date.now() - KEEP_MS).toISOString())
        .delete();
    },
  });
}
