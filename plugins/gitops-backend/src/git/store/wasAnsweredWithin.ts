import { Knex } from 'knex';
import { databaseNow } from '../../leases/databaseNow';

/** Whether a repository was asked by somebody, and has answered, in the last so many milliseconds. */
export async function wasAnsweredWithin(
  db: Knex,
  repositoryId: number,
  ms: number,
): Promise<boolean> {
  const row = await db('git_repositories')
    .where({ id: repositoryId })
    .where('checked_at_ms', '>', db.raw('? - ?', [databaseNow(db), ms]))
    .first('id');
  return row !== undefined;
}
