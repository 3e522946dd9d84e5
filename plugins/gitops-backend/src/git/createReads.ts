import { CommitRef } from '@backstage-gitops/plugin-gitops-common';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { readTogether } from '../store/readTogether';
import { commitCursor } from './commitCursor';
import { toFacts } from './facts';
import { toMarks } from './marks';
import { commitUrl } from './repository/commitUrl';
import { Position, readPositions } from './store/positions';
import { readCommitPage } from './store/readCommitPage';
import { readDeployedCommits } from './store/readDeployedCommits';
import { readNewestIn } from './store/readNewestIn';
import { readMarks } from './store/readMarks';
import { readPending } from './store/readPending';
import { readRelations } from './store/readRelations';
import { readWaiting } from './store/readWaiting';
import { CommitRow } from './store/rows';
import { GitFacts, GitHistory } from './types';

function timeOf(row: CommitRow): string {
  return new Date(Number(row.at) * 1000).toISOString();
}

const MAX_LIMIT = 200;

/** The questions that are answered from the index alone. */
export function createReads(
  db: Knex,
  integrations: ScmIntegrationRegistry,
): Pick<GitHistory, 'facts' | 'waiting' | 'commits' | 'newestIn'> {
  const toRef = (row: CommitRow, repositoryUrl: string): CommitRef => ({
    sha: row.sha,
    subject: row.subject,
    author: row.author_name,
    at: timeOf(row),
    url: commitUrl(repositoryUrl, row.sha, integrations),
  });

  return {
    async facts(applicationIds) {
      const { positions, pending, relations, deployed } = await readTogether(
        db,
        async tx => ({
          positions: await readPositions(tx, applicationIds),
          pending: await readPending(tx, applicationIds),
          relations: await readRelations(tx, applicationIds),
          deployed: await readDeployedCommits(tx, applicationIds),
        }),
      );
      const byApplication = new Map<string, Position[]>(
        applicationIds.map(id => [id, []]),
      );
      for (const position of positions) {
        byApplication.get(position.application_id)?.push(position);
      }
      const facts = new Map<string, GitFacts>();
      for (const [id, own] of byApplication) {
        const commit = deployed.get(id);
        const source = own.find(
          it => it.repository_id === commit?.repository_id,
        );
        facts.set(
          id,
          toFacts(
            own,
            relations,
            pending.get(id),
            commit && source ? toRef(commit, source.repository_url) : null,
          ),
        );
      }
      return facts;
    },

    async waiting(applicationId, limit) {
      const rows = await readWaiting(db, applicationId, limit);
      return rows.map(row => toRef(row, row.repository_url));
    },

    async newestIn(revisions) {
      if (revisions.length === 0) return [];
      const found = await readTogether(db, tx => readNewestIn(tx, revisions));
      return found.map(
        ({ applicationId, revision, commit, repositoryUrl }) => ({
          applicationId,
          revision,
          commit: toRef(commit, repositoryUrl),
        }),
      );
    },

    async commits({ applicationIds, limit, cursor }) {
      const size = Math.min(Math.max(1, Math.floor(limit)), MAX_LIMIT);
      const after =
        cursor === undefined ? undefined : commitCursor.read(cursor);
      const { found, rows, deployed } = await readTogether(db, async tx => {
        const commits = await readCommitPage(
          tx,
          applicationIds,
          size + 1,
          after,
        );
        const ids = commits.slice(0, size).map(row => row.id);
        return {
          found: commits,
          rows: await readMarks(tx, applicationIds, ids),
          deployed: await readDeployedCommits(tx, applicationIds),
        };
      });
      const page = found.slice(0, size);
      const current = new Map(
        [...deployed].map(([id, commit]) => [id, commit.id]),
      );
      const marks = toMarks(rows, current);
      const last = page[page.length - 1];
      return {
        items: page.map(row => ({
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
          marks: marks.get(row.id) ?? [],
        })),
        ...(found.length > size
          ? {
              nextCursor: commitCursor.write({
                ordinal: Number(last.ordinal),
                repositoryId: last.repository_id,
                sha: last.sha,
              }),
            }
          : {}),
      };
    },
  };
}
