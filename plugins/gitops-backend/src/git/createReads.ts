import { CommitRef } from '@backstage-gitops/plugin-gitops-common';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { readTogether } from '../store/readTogether';
import { toFacts } from './facts';
import { commitUrl } from './repository/commitUrl';
import { Position, readPositions } from './store/positions';
import { readDeployedCommits } from './store/readDeployedCommits';
import { readNewestIn } from './store/readNewestIn';
import { readPending } from './store/readPending';
import { readRelations } from './store/readRelations';
import { readWaiting } from './store/readWaiting';
import { CommitRow } from './store/rows';
import { createCommitReads } from './createCommitReads';
import { createTouchReads } from './createTouchReads';
import { timeOf } from './timeOf';
import { GitFacts, GitHistory } from './types';

/** The questions that are answered from the index alone. */
export function createReads(
  db: Knex,
  integrations: ScmIntegrationRegistry,
): Pick<
  GitHistory,
  | 'facts'
  | 'waiting'
  | 'newestIn'
  | 'commits'
  | 'commit'
  | 'touched'
  | 'changedFiles'
  | 'contained'
> {
  const toRef = (row: CommitRow, repositoryUrl: string): CommitRef => ({
    sha: row.sha,
    subject: row.subject,
    author: row.author_name,
    at: timeOf(row),
    url: commitUrl(repositoryUrl, row.sha, integrations),
  });

  return {
    ...createCommitReads(db, integrations),
    ...createTouchReads(db, integrations),

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
  };
}
