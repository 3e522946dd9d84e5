import { setImmediate as turn } from 'node:timers/promises';
import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { readTogether } from '../store/readTogether';
import { commitCursor } from './commitCursor';
import { commitUrl } from './repository/commitUrl';
import { Standing, toStandings } from './standings';
import { revisionIdsOf } from './store/positions';
import { readBeyond } from './store/readBeyond';
import { FoundPage, readCommitPage } from './store/readCommitPage';
import { Against, CommitOfRepository } from './store/readCommits';
import { readDeployedCommits } from './store/readDeployedCommits';
import { readNamedCommit } from './store/readNamedCommit';
import { readSources, Sources, sourcesAmong } from './store/readSources';
import { CommitRow } from './store/rows';
import { timeOf } from './timeOf';
import { GitHistory, IndexedCommit } from './types';
import { walksOf } from './walks';

const MAX_LIMIT = 200;
/** So often it is looked on for what a filter leaves, before the page is given as it is. */
const MAX_ROUNDS = 50;

interface Page extends FoundPage {
  /** Of what was looked through. */
  repositories?: RepositoryHealth[];
}

interface Found {
  row: CommitOfRepository;
  commit: IndexedCommit;
}

function byUrl(one: RepositoryHealth, other: RepositoryHealth): number {
  return one.url < other.url ? -1 : 1;
}

/** Per application the first that runs, of commits that come newest first. */
function firstDeployed(
  rows: readonly CommitOfRepository[],
  standings: ReadonlyMap<number, Standing[]>,
): Map<string, CommitOfRepository> {
  const first = new Map<string, CommitOfRepository>();
  for (const row of rows) {
    for (const { applicationId, state } of standings.get(row.id) ?? []) {
      if (state === 'deployed' && !first.has(applicationId)) {
        first.set(applicationId, row);
      }
    }
  }
  return first;
}

/** Commits, and where they stand for applications: from the index alone. */
export function createCommitReads(
  db: Knex,
  integrations: ScmIntegrationRegistry,
): Pick<GitHistory, 'commits' | 'commit'> {
  const toCommit = (
    row: CommitOfRepository,
    standings: readonly Standing[],
    current: ReadonlyMap<string, Pick<CommitRow, 'id'>>,
  ): IndexedCommit => ({
    id: row.id,
    repository: row.repository_url,
    repositoryId: row.public_id,
    sha: row.sha,
    subject: row.subject,
    author: { name: row.author_name, email: row.author_email },
    at: timeOf(row),
    dateClamped: Boolean(row.at_clamped),
    merge: Boolean(row.merge),
    url: commitUrl(row.repository_url, row.sha, integrations),
    marks: standings.map(({ touches, ...mark }) => ({
      ...mark,
      current: current.get(mark.applicationId)?.id === row.id,
    })),
  });

  /**
   * @param find - finds the commits among what the applications are rendered from
   * @param areNewest - they are the newest of those applications
   */
  const read = (
    applicationIds: string[],
    find: (
      tx: Knex.Transaction,
      sources: Sources,
      against: Against,
    ) => Promise<Page>,
    areNewest = false,
  ): Promise<Pick<Page, 'reached' | 'repositories'> & { found: Found[] }> =>
    readTogether(db, async tx => {
      const sources = await readSources(tx, applicationIds);
      const { rows, touches, contains, ...page } = await find(tx, sources, {
        pathIds: new Set(sources.inputs.map(({ path_id: id }) => id)),
        revisionIds: revisionIdsOf(sources.positions),
      });
      if (rows.length === 0) return { ...page, found: [] };
      const standings = toStandings(rows, touches, { ...sources, contains });
      const current = areNewest
        ? firstDeployed(rows, standings)
        : await readDeployedCommits(tx, applicationIds);
      const found = rows.map(row => ({
        row,
        commit: toCommit(row, standings.get(row.id) ?? [], current),
      }));
      return { ...page, found };
    });

  return {
    async commits({ applicationIds, cursor, author, text, ...more }) {
      const { markedFor = applicationIds } = more;
      const among = new Set(applicationIds);
      const size = Math.min(Math.max(1, Math.floor(more.limit)), MAX_LIMIT);
      const isFirst = !cursor && !author && !text;
      const areNewest = isFirst && markedFor.every(id => among.has(id));
      const found: Found[] = [];
      let repositories: RepositoryHealth[] = [];
      let after = cursor === undefined ? undefined : commitCursor.read(cursor);
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const query = { author, text, after, limit: size + 1 - found.length };
        const page = await read(
          markedFor,
          async (tx, sources, against) => {
            const own = sourcesAmong(sources, among);
            const { positions, inputs } = own;
            const isBeyond = await readBeyond(tx, positions);
            const walks = walksOf(positions, inputs, isBeyond);
            return {
              ...(await readCommitPage(tx, walks, query, against)),
              repositories: [...own.repositories.values()].sort(byUrl),
            };
          },
          areNewest,
        );
        found.push(...page.found);
        repositories = page.repositories ?? [];
        after = page.reached;
        if (!after) break;
        // SQLite answers at once: others have their turn.
        await turn();
      }
      const items = found.slice(0, size).map(({ commit }) => commit);
      if (found.length <= size) {
        return {
          items,
          repositories,
          nextCursor: after && commitCursor.write(after),
        };
      }
      const { row } = found[size - 1];
      const nextCursor = commitCursor.write({
        ordinal: Number(row.ordinal),
        repositoryId: row.repository_id,
        sha: row.sha,
      });
      return { items, repositories, nextCursor };
    },

    async commit(name, applicationIds) {
      const { found } = await read(applicationIds, (tx, _, against) =>
        readNamedCommit(tx, name, against),
      );
      return found.at(0)?.commit;
    },
  };
}
