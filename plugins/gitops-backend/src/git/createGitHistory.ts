import { mkdir } from 'node:fs/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { createDeclarationReader } from './inputs/createDeclarationReader';
import { createInputReader } from './inputs/createInputReader';
import { createReads } from './createReads';
import { failureReason } from './refresh/failureReason';
import { createScheduler } from './refresh/createScheduler';
import { refreshRepository } from './refresh/refreshRepository';
import { createRemotes } from './repository/createRemote';
import { deleteSources } from './store/deleteSources';
import { readChildren } from './store/readChildren';
import { deleteUnusedRepositories } from './store/deleteUnusedRepositories';
import { readRepositories } from './store/readRepositories';
import { saveFailure } from './store/saveHealth';
import { writeSources } from './writeSources';
import { GitHistory } from './types';

export interface GitHistoryOptions {
  database: Knex;
  logger: LoggerService;
  /** Credentials, and which hosts may be reached over http. */
  integrations: ScmIntegrationRegistry;
  /** Where the mirrors lie; made when it is not there. */
  directory: string;
  /** How often each repository is asked for news. */
  intervalMs: number;
  /** Milliseconds since 1970. */
  clock?: () => number;
  /** After that a fetch is given up. */
  networkTimeoutMs?: number;
}

const DEBOUNCE_MS = 100;

export function createGitHistory(options: GitHistoryOptions): GitHistory {
  const { database, integrations, logger, directory } = options;
  const now = options.clock ?? Date.now;
  const listeners: Array<(applicationIds: string[]) => void> = [];
  const context = {
    database,
    directory,
    now,
    remote: createRemotes(
      integrations,
      options.networkTimeoutMs ?? 10 * 60_000,
    ),
    readInputs: createInputReader(),
    readDeclared: createDeclarationReader(),
  };
  const notify = (applicationIds: string[]) => {
    if (applicationIds.length === 0) return;
    for (const listener of listeners) listener(applicationIds);
  };
  const scheduler = createScheduler({
    intervalMs: options.intervalMs,
    debounceMs: DEBOUNCE_MS,
    async run(repositoryId, signal) {
      try {
        const refreshed = await refreshRepository(
          context,
          repositoryId,
          signal,
        );
        notify(refreshed?.changed ?? []);
        return refreshed !== undefined;
      } catch (error) {
        if (!signal.aborted) {
          const reason = failureReason(error);
          logger.warn(`A Git repository could not be read: ${reason}`, {
            repositoryId,
          });
          await saveFailure(database, repositoryId, reason);
        }
        throw error;
      }
    },
  });
  let started = false;

  return {
    ...createReads(database, integrations),

    async track(application) {
      const { open, changed } = await writeSources(
        database,
        integrations,
        application,
      );
      if (started) open.forEach(scheduler.request);
      if (changed) notify(await readChildren(database, application.id));
    },

    async forget(applicationId) {
      const changed = await deleteSources(database, applicationId);
      if (changed) notify(await readChildren(database, applicationId));
    },

    repositories: applicationIds => readRepositories(database, applicationIds),

    onChanged(listener) {
      listeners.push(listener);
    },

    async start() {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await deleteUnusedRepositories(database);
      started = true;
      const rows: Array<{ id: number }> = await database(
        'git_repositories',
      ).select('id');
      for (const { id } of rows) scheduler.request(id);
    },

    async stop() {
      started = false;
      await scheduler.stop();
    },
  };
}
