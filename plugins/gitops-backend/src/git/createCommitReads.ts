import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { readTogether } from '../store/readTogether';
import { commitCursor } from './commitCursor';
import { commitUrl } from './repository/commitUrl';
import { Standing, toStandings } from './standings';
import { Position, readPositions, revisionIdsOf } from './store/positions';
import { CommitOfPage, readCommitPage } from './store/readCommitPage';
import { readContained } from './store/readContained';
import { readDeployedCommits } from './store/readDeployedCommits';
import { readNamedCommit } from './store/readNamedCommit';
import { readSourceInputs, SourceInput } from './store/readSourceInputs';
import { readTouches } from './store/readTouches';
import { CommitRow } from './store/rows';
import { timeOf } from './timeOf';
import { GitHistory, IndexedCommit } from './types';
import { walksOf } from './walks';

const MAX_LIMIT = 200;

/** What applications are rendered from. */
interface Sources {
  positions: Position[];
  inputs: SourceInput[];
}

/** Per application the first that runs, of commits that come newest first. */
function firstDeployed(
  rows: readonly CommitOfPage[],
  standings: ReadonlyMap<number, Standing[]>,
): Map<string, CommitOfPage> {
  const first = new Map<string, CommitOfPage>();
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
    row: CommitOfPage,
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
    find: (tx: Knex.Transaction, sources: Sources) => Promise<CommitOfPage[]>,
    areNewest = false,
  ): Promise<Array<{ row: CommitOfPage; commit: IndexedCommit }>> =>
    readTogether(db, async tx => {
      const sources = {
        positions: await readPositions(tx, applicationIds),
        inputs: await readSourceInputs(tx, applicationIds),
      };
      const rows = await find(tx, sources);
      if (rows.length === 0) return [];
      const paths = sources.inputs.map(({ path_id: id }) => id);
      const standings = toStandings(
        rows,
        await readTouches(tx, rows, new Set(paths)),
        {
          ...sources,
          contains: await readContained(
            tx,
            revisionIdsOf(sources.positions),
            rows,
          ),
        },
      );
      const current = areNewest
        ? firstDeployed(rows, standings)
        : await readDeployedCommits(tx, applicationIds);
      return rows.map(row => ({
        row,
        commit: toCommit(row, standings.get(row.id) ?? [], current),
      }));
    });

  return {
    async commits({ applicationIds, limit, cursor, author, text, ...more }) {
      const { markedFor = applicationIds } = more;
      const among = new Set(applicationIds);
      const isAmong = (of: { application_id: string }) =>
        among.has(of.application_id);
      const size = Math.min(Math.max(1, Math.floor(limit)), MAX_LIMIT);
      const after =
        cursor === undefined ? undefined : commitCursor.read(cursor);
      const query = { author, text, after, limit: size + 1 };
      const found = await read(
        markedFor,
        (tx, { positions, inputs }) =>
          readCommitPage(
            tx,
            walksOf(positions.filter(isAmong), inputs.filter(isAmong)),
            query,
          ),
        !after && !author && !text && markedFor.every(id => among.has(id)),
      );
      const items = found.slice(0, size).map(({ commit }) => commit);
      if (found.length <= size) return { items };
      const { row } = found[size - 1];
      const nextCursor = commitCursor.write({
        ordinal: Number(row.ordinal),
        repositoryId: row.repository_id,
        sha: row.sha,
      });
      return { items, nextCursor };
    },

    async commit(name, applicationIds) {
      const found = await read(applicationIds, tx => readNamedCommit(tx, name));
      return found.at(0)?.commit;
    },
  };
}
