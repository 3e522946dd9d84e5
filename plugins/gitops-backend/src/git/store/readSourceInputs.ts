import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';

/** An input of one source of an application; of the parent's where `position` is negative. */
export interface SourceInput {
  application_id: string;
  position: number;
  path_id: number;
  path: string;
  /** See `counts`; PostgreSQL gives 64 bit numbers as text. */
  until: number | string | null;
}

export const INPUT_COLUMNS = [
  'i.application_id',
  'i.position',
  'i.path_id',
  'i.until',
  'path.path',
];

/** All inputs of these applications. */
export async function readSourceInputs(
  db: Knex,
  applicationIds: readonly string[],
): Promise<SourceInput[]> {
  const query = db('git_inputs as i')
    .join('git_paths as path', 'path.id', 'i.path_id')
    .select(INPUT_COLUMNS);
  return whereIn(query, db, 'i.application_id', applicationIds);
}
