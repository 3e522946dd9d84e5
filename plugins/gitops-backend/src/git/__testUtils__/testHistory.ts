import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { createGitHistory, GitHistoryOptions } from '../createGitHistory';
import { createGitAllowance } from '../repository/gitAllowance';
import { GitFacts, GitHistory } from '../types';

/** A directory that is removed after the test file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gitops-git-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export async function migrate(database: Knex): Promise<void> {
  await database.migrate.latest({
    directory: resolve(__dirname, '../../../migrations'),
  });
}

/** Integrations that reach a test server over http. */
export function integrationsFor(
  hosts: readonly string[],
  password?: string,
): ScmIntegrations {
  const gitea = hosts.map(host => ({
    host,
    baseUrl: `http://${host}`,
    ...(password === undefined ? {} : { username: 'robin', password }),
  }));
  return ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: { gitea } }),
  );
}

export function testHistory(
  options: Pick<GitHistoryOptions, 'database' | 'integrations' | 'directory'> &
    Partial<GitHistoryOptions>,
): GitHistory {
  return createGitHistory({
    logger: mockServices.logger.mock(),
    intervalMs: 50,
    allowance: createGitAllowance(options.integrations),
    ...options,
  });
}

/** Waits until a question has the answer that is looked for. */
export async function until<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Still not so: ${JSON.stringify(answer)}`);
    }
    await new Promise(done => setTimeout(done, 10));
  }
}

export async function factsOf(
  history: GitHistory,
  id: string,
): Promise<GitFacts> {
  const facts = (await history.facts([id])).get(id);
  if (!facts) throw new Error('No facts were given');
  return facts;
}

/** The health of what an application is rendered from. */
export async function repositoriesOf(
  history: GitHistory,
  applicationId: string,
): Promise<RepositoryHealth[]> {
  const query = { applicationIds: [applicationId], limit: 1 };
  return (await history.commits(query)).repositories;
}

/** All commits of applications, over as many pages as it takes. */
export async function allCommits(
  history: GitHistory,
  applicationIds: string[],
  limit = 100,
) {
  const items = [];
  let cursor: string | undefined;
  do {
    const page = await history.commits({ applicationIds, limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
