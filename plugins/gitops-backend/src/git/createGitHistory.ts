import { mkdir } from 'node:fs/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { createReaders } from './inputs/createReaders';
import { createReads } from './createReads';
import { createDiffReader } from './diff/createDiffReader';
import { Leases } from '../leases/Leases';
import { createScheduler } from './refresh/createScheduler';
import { failureReason } from './refresh/failureReason';
import { refreshInTurn } from './refresh/refreshInTurn';
import { createRemotes } from './repository/createRemote';
import { GitAllowance } from './repository/gitAllowance';
import { knownRepositories } from './store/knownRepositories';
import { deleteSources } from './store/deleteSources';
import { readChildren } from './store/readChildren';
import { readInputs } from './store/readInputs';
import { deleteUnusedRepositories } from './store/deleteUnusedRepositories';
import { readRepositories } from './store/readRepositories';
import { readOpenRepositories } from './store/readOpenRepositories';
import { writeSources } from './writeSources';
import { GitHistory } from './types';

export interface GitHistoryOptions {
  database: Knex;
  logger: LoggerService;
  /** Credentials, and which hosts may be reached over http. */
  integrations: ScmIntegrationRegistry;
  /** Which repositories may be fetched. */
  allowance: GitAllowance;
  /** Where the mirrors lie; made when it is not there. */
  directory: string;
  /** How often each repository is asked for news. */
  intervalMs: number;
  /** Milliseconds since 1970. */
  clock?: () => number;
  /** After that a fetch is given up. */
  networkTimeoutMs?: number;
  /** When another replica may take over from one that is not heard of. */
  leaseMs?: number;
}

const DEBOUNCE_MS = 100;

export function createGitHistory(options: GitHistoryOptions): GitHistory {
  const { database, integrations } = options;
  const listeners: Array<(applicationIds: string[]) => void> = [];
  const context = {
    ...options,
    leases: new Leases(database, options.leaseMs),
    untold: new Set<number>(),
    now: options.clock ?? Date.now,
    remote: createRemotes(
      integrations,
      options.networkTimeoutMs ?? 10 * 60_000,
    ),
    ...createReaders(),
  };
  const notify = (applicationIds: string[]) => {
    if (applicationIds.length === 0) return;
    for (const listener of listeners) listener(applicationIds);
  };
  const scheduler = createScheduler({
    intervalMs: options.intervalMs,
    debounceMs: DEBOUNCE_MS,
    async run(repositoryId, asked, signal) {
      const run = { repositoryId, asked, signal };
      const { outcome, changed } = await refreshInTurn(context, run);
      notify(changed);
      return outcome;
    },
  });
  let started = false;

  return {
    ...createReads(database, integrations),
    diff: createDiffReader(context),

    async track(application) {
      const { repositories, open, changed } = await writeSources(
        database,
        integrations,
        application,
      );
      if (started) {
        open.forEach(scheduler.request);
        // Another replica may have found all of it, and be gone tomorrow.
        repositories.forEach(scheduler.watch);
      }
      if (changed) notify(await readChildren(database, application.id));
    },

    async forget(applicationId) {
      const changed = await deleteSources(database, applicationId);
      if (changed) notify(await readChildren(database, applicationId));
    },

    async pushed(urls) {
      if (!started) return 0;
      const known = await knownRepositories(database, integrations, urls);
      known.forEach(scheduler.hurry);
      return known.length;
    },

    inputs: applicationId => readInputs(database, applicationId),

    repositories: () => readRepositories(database),

    onChanged(listener) {
      listeners.push(listener);
    },

    async start() {
      await mkdir(options.directory, { recursive: true, mode: 0o700 });
      started = true;
      try {
        await deleteUnusedRepositories(database);
      } catch (error) {
        // They are in nobody's way; the next start tries again.
        options.logger.warn(
          `Git repositories that no application names were not deleted: ${failureReason(
            error,
          )}`,
        );
      }
      for (const id of await readOpenRepositories(database)) {
        scheduler.request(id);
      }
      const rows: Array<{ id: number }> = await database(
        'git_repositories',
      ).select('id');
      for (const { id } of rows) scheduler.watch(id);
    },

    async stop() {
      started = false;
      await scheduler.stop();
    },
  };
}
