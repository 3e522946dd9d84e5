import { Knex } from 'knex';
import { chunks } from './chunks';
import { counts } from './joinInputs';
import { INPUT_COLUMNS, SourceInput } from './readSourceInputs';
import { Touch } from './readTouches';
import { CommitRow } from './rows';

/** The inputs of whatever applications that these commits touch, for each commit. */
export async function readTouchedInputs(
  db: Knex,
  commits: ReadonlyArray<Pick<CommitRow, 'id'>>,
): Promise<Array<SourceInput & Touch>> {
  const found: Array<SourceInput & Touch> = [];
  for (const some of chunks(commits)) {
    const rows: Array<SourceInput & Touch> = await db('git_commit_paths as cp')
      .joinRaw(
        `join git_inputs as i on i.path_id = cp.path_id and ${counts(
          'i',
          'cp',
        )}`,
      )
      .join('git_paths as path', 'path.id', 'i.path_id')
      .whereIn(
        'cp.commit_id',
        some.map(({ id }) => id),
      )
      .select('cp.commit_id', ...INPUT_COLUMNS);
    found.push(...rows);
  }
  return found;
}
