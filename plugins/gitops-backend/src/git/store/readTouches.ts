import { Knex } from 'knex';
import { jsonRows } from './jsonRows';
import { CommitRow } from './rows';

/** A path that a commit touches. */
export interface Touch {
  path_id: number;
  commit_id: number;
}

/** Which of these paths the commits touch; asked for one by one, whatever else they touch. */
export async function readTouches(
  db: Knex,
  commits: ReadonlyArray<Pick<CommitRow, 'id' | 'ordinal'>>,
  pathIds: Iterable<number>,
): Promise<Touch[]> {
  return db
    .with(
      'k',
      jsonRows(
        db,
        { commit_id: 'integer', ordinal: 'bigint' },
        commits.map(({ id, ordinal }) => [id, Number(ordinal)]),
      ),
    )
    .with(
      'i',
      jsonRows(
        db,
        { path_id: 'integer' },
        [...pathIds].map(id => [id]),
      ),
    )
    .from('k')
    .joinRaw('cross join i')
    .joinRaw('cross join git_commit_paths as cp')
    .whereRaw(
      'cp.path_id = i.path_id and cp.ordinal = k.ordinal and cp.commit_id = k.commit_id',
    )
    .select('cp.path_id', 'cp.commit_id');
}
