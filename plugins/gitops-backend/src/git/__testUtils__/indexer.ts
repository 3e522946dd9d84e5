import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import knexFactory from 'knex';
import { createGitHistory } from '../createGitHistory';
import { createGitAllowance } from '../repository/gitAllowance';
import { IndexerOptions } from './IndexerProcess';

// A process of its own: one replica's Git history. It loads first, and begins when it
// is told what it is to work with.
const log =
  (level: 'debug' | 'info' | 'warn' | 'error') =>
  (message: string): void => {
    process.send?.({ said: `${level}: ${message}` });
  };
const logger: LoggerService = {
  debug: log('debug'),
  info: log('info'),
  warn: log('warn'),
  error: log('error'),
  child: () => logger,
};

process.on('message', (options: IndexerOptions) => {
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: { gitea: [options.host] } }),
  );
  const history = createGitHistory({
    database: knexFactory(options.database),
    logger,
    integrations,
    allowance: createGitAllowance(integrations),
    directory: options.directory,
    intervalMs: options.intervalMs,
    leaseMs: options.leaseMs,
    // Times are then the same, whenever it runs.
    clock: () => options.nowMs,
  });
  history.start().catch(error => log('error')(String(error)));
});
// Nobody is left behind by a test that was ended.
process.on('disconnect', () => process.exit());
process.send?.('loaded');
