import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { TouchedInput } from '../via';

/**
 * The inputs of whatever applications that are one of these paths, above one of them,
 * or below; as the index has them now.
 */
export async function readInputsAround(
  db: Knex,
  repositoryKey: string,
  paths: readonly string[],
): Promise<Array<TouchedInput & { applicationId: string }>> {
  const asked = isPostgres(db)
    ? 'select jsonb_array_elements_text(?::jsonb) as path'
    : 'select value as path from json_each(?)';
  const within = (path: string, directory: string) =>
    `(${directory} = '' or ${path} = ${directory}
      or substr(${path}, 1, length(${directory}) + 1) = ${directory} || '/')`;
  return (
    db
      .with('asked', db.raw(asked, [JSON.stringify(paths)]))
      .from('git_inputs as i')
      .join('git_paths as path', 'path.id', 'i.path_id')
      .join('git_repositories as r', 'r.id', 'path.repository_id')
      .leftJoin('git_sources as s', join => {
        join
          .on('s.application_id', 'i.application_id')
          .on('s.position', 'i.position');
      })
      .where('r.key', repositoryKey)
      // What has become another path is no input of now.
      .whereNull('i.until')
      .whereExists(
        db('asked')
          .select(db.raw('1'))
          .whereRaw(
            `(${within('path.path', 'asked.path')} or ${within(
              'asked.path',
              'path.path',
            )})`,
          ),
      )
      .select(
        'i.application_id as applicationId',
        'path.path',
        's.path as from',
      )
  );
}
