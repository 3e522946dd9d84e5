import { Knex } from 'knex';
import { SourceRow } from './rows';

/**
 * The sources in a repository, which nobody changes before the transaction ends: on
 * PostgreSQL others write at the same time. Whoever writes both locks sources before
 * inputs.
 */
export async function lockSources(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<SourceRow[]> {
  return tx('git_sources')
    .where({ repository_id: repositoryId })
    .orderBy(['application_id', 'position'])
    .forUpdate()
    .select('*');
}
