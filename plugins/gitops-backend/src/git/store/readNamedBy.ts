import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';

/** The files that name one of these paths as an input of any application. */
export async function readNamedBy(
  db: Knex,
  repositoryId: string,
  paths: readonly string[],
): Promise<string[]> {
  const query = db('git_inputs as i')
    .join('git_paths as path', 'path.id', 'i.path_id')
    .join('git_repositories as r', 'r.id', 'path.repository_id')
    .where({ 'r.public_id': repositoryId })
    .whereNotNull('i.named_by')
    .distinct('i.named_by');
  const rows: Array<{ named_by: string }> = await whereIn(
    query,
    db,
    'path.path',
    paths,
  );
  return rows.map(({ named_by: namedBy }) => namedBy);
}
