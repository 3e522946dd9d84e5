import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { RepositoryRow } from './rows';

/** What the health of a repository is told by. */
export type HealthColumns = Pick<
  RepositoryRow,
  | 'url'
  | 'state'
  | 'reason'
  | 'indexed_at_ms'
  | 'partial'
  | 'progress_done'
  | 'progress_total'
>;

/** The health of all repositories. */
export async function readRepositories(db: Knex): Promise<RepositoryHealth[]> {
  const rows: RepositoryRow[] = await db('git_repositories')
    .orderBy('url')
    .select('*');
  return rows.map(toHealth);
}

export function toHealth(row: HealthColumns): RepositoryHealth {
  return {
    url: row.url,
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    indexedAt:
      row.indexed_at_ms === null
        ? null
        : new Date(Number(row.indexed_at_ms)).toISOString(),
    partial: Boolean(row.partial),
    progress:
      row.progress_done === null || row.progress_total === null
        ? null
        : { done: row.progress_done, total: row.progress_total },
  };
}
