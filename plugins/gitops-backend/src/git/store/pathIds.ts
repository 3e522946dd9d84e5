import { Knex } from 'knex';
import { chunks } from './chunks';

/** The ids of paths; writes down those that are new. */
export type PathIds = (
  paths: Iterable<string>,
) => Promise<ReadonlyMap<string, number>>;

/** Remembers what it found for as long as the transaction lasts. */
export function createPathIds(
  tx: Knex.Transaction,
  repositoryId: number,
): PathIds {
  const ids = new Map<string, number>();
  const load = async (paths: readonly string[]) => {
    const rows: Array<{ id: number; path: string }> = await tx('git_paths')
      .where({ repository_id: repositoryId })
      .whereIn('path', [...paths])
      .select('id', 'path');
    for (const row of rows) ids.set(row.path, row.id);
  };
  return async paths => {
    const unknown = new Set<string>();
    for (const path of paths) if (!ids.has(path)) unknown.add(path);
    for (const chunk of chunks(unknown)) {
      await load(chunk);
      const missing = chunk.filter(path => !ids.has(path));
      if (missing.length === 0) continue;
      const created: Array<{ id: number; path: string }> = await tx('git_paths')
        .insert(missing.map(path => ({ repository_id: repositoryId, path })))
        .onConflict(['repository_id', 'path'])
        .ignore()
        .returning(['id', 'path']);
      for (const row of created) ids.set(row.path, row.id);
    }
    return ids;
  };
}
