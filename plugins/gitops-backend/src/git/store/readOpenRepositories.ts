import { Knex } from 'knex';
import { OUTSIDE } from '../inputs/repositoryPath';
import { NOT_KNOWN } from '../types';

/**
 * The repositories of an application, or of all when absent, that must be looked at: a
 * source is new, its target was never resolved, or it stands at a revision never heard of.
 */
export async function readOpenRepositories(
  db: Knex,
  applicationId?: string,
): Promise<number[]> {
  const unheard = (column: string) => (query: Knex.QueryBuilder) =>
    query
      .whereNotNull(`s.${column}`)
      .whereNot(`s.${column}`, NOT_KNOWN)
      .whereNotExists(
        db('git_revisions as r')
          .select(db.raw('1'))
          .whereRaw(
            `r.repository_id = s.repository_id and r.sha = s.${column}`,
          ),
      );
  const query = db('git_sources as s')
    .leftJoin('git_targets as t', join => {
      join.on('t.repository_id', 's.repository_id').on('t.target', 's.target');
    })
    .where(open =>
      open
        .whereNull('t.target')
        .orWhere(it =>
          it
            .whereNull('s.inputs_key')
            .whereNotNull('t.sha')
            .whereNot('s.path', OUTSIDE),
        )
        .orWhere(unheard('desired_revision'))
        .orWhere(unheard('deployed_revision')),
    )
    .distinct('s.repository_id');
  if (applicationId !== undefined) {
    query.where('s.application_id', applicationId);
  }
  const rows: Array<{ repository_id: number }> = await query;
  return rows.map(row => row.repository_id);
}
