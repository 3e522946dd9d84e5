import { Knex } from 'knex';

/** The applications that this one declares. */
export async function readChildren(
  db: Knex,
  applicationId: string,
): Promise<string[]> {
  return db('git_declarations')
    .where({ parent_id: applicationId })
    .pluck('application_id');
}
