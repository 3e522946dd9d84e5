import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { RepositoryRow } from './rows';

/** The health of these repositories; of all when absent. */
export async function readRepositories(
  db: Knex,
  ids?: ReadonlySet<number>,
): Promise<RepositoryHealth[]> {
  const query = db('git_repositories').orderBy('url');
  if (ids) query.whereIn('id', [...ids]);
  const rows: RepositoryRow[] = await query.select('*');
  return rows.map(row => ({
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
  }));
}
