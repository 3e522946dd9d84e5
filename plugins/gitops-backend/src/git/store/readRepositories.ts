import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { RepositoryRow } from './rows';

/** The health of the repositories that these applications name; of all when absent. */
export async function readRepositories(
  db: Knex,
  applicationIds?: readonly string[],
): Promise<RepositoryHealth[]> {
  const query = db('git_repositories').orderBy('url');
  if (applicationIds) {
    const named = db('git_sources').select('repository_id');
    query.whereIn('id', whereIn(named, db, 'application_id', applicationIds));
  }
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
  }));
}
