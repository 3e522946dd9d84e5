import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { isStorablePath } from '../log/ancestors';
import { insertRows } from './insertRows';

/** The ids of paths; writes down those that are new. */
export type PathIds = (
  paths: Iterable<string>,
) => Promise<ReadonlyMap<string, number>>;

/** Remembers what it found for as long as the transaction lasts. */
export function createPathIds(
  tx: Knex.Transaction,
  repositoryId: number,
): PathIds {
  const known = new Map<string, number>();
  const load = async (paths: readonly string[]) => {
    const rows: Array<{ id: number; path: string }> = await whereIn(
      tx('git_paths').where({ repository_id: repositoryId }),
      tx,
      'path',
      paths,
    ).select('id', 'path');
    for (const row of rows) known.set(row.path, row.id);
  };
  return async paths => {
    const unknown = [...new Set(paths)].filter(
      path => !known.has(path) && isStorablePath(path),
    );
    if (unknown.length === 0) return known;
    await load(unknown);
    const missing = unknown.filter(path => !known.has(path));
    if (missing.length === 0) return known;
    await insertRows(
      tx,
      'git_paths',
      { repository_id: 'integer', path: 'text' },
      missing.map(path => [repositoryId, path]),
    );
    await load(missing);
    return known;
  };
}
