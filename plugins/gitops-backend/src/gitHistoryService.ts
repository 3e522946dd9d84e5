import { tmpdir } from 'os';
import { join } from 'path';
import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createGitHistory } from './git/createGitHistory';
import { createGitAllowance } from './git/repository/gitAllowance';
import { GitHistory } from './git/types';

const DEFAULT_INTERVAL_S = 60;

/** Git history, which the plugin starts and stops. */
export const gitHistoryServiceRef = createServiceRef<GitHistory>({
  id: 'gitops.git-history',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        logger: coreServices.logger,
      },
      async factory({ config, database, logger }) {
        const seconds =
          config.getOptionalNumber('gitops.git.intervalSeconds') ??
          DEFAULT_INTERVAL_S;
        if (!(seconds >= 1)) {
          throw new InputError(
            `gitops.git.intervalSeconds is ${seconds}, but must be 1 or more`,
          );
        }
        const integrations = ScmIntegrations.fromConfig(config);
        return createGitHistory({
          database: await database.getClient(),
          logger,
          integrations,
          allowance: createGitAllowance(
            integrations,
            config.getOptionalStringArray('gitops.git.allow'),
          ),
          directory:
            config.getOptionalString('gitops.git.directory') ??
            join(tmpdir(), 'backstage-gitops'),
          intervalMs: seconds * 1000,
        });
      },
    }),
});
