import { Knex } from 'knex';
import { CommitName } from '../types';
import { Against, CommitsRead, readCommits } from './readCommits';

/** The commit; none where it is not in the index. */
export async function readNamedCommit(
  db: Knex,
  { repositoryId, sha }: CommitName,
  against?: Against,
): Promise<CommitsRead> {
  return readCommits(
    db,
    query => query.where({ 'r.public_id': repositoryId, 'c.sha': sha }),
    against,
  );
}
