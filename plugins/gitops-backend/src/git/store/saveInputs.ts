import { Knex } from 'knex';
import { chunks } from './chunks';
import { createPathIds } from './pathIds';
import { SourceRow } from './rows';

export interface FoundInputs {
  source: SourceRow;
  /** The revisions they were read at. */
  key: string;
  paths: ReadonlySet<string>;
}

/**
 * Writes the inputs of sources that are still the same.
 *
 * @returns the applications whose inputs are others now
 */
export async function saveInputs(
  tx: Knex.Transaction,
  repositoryId: number,
  found: readonly FoundInputs[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  const pathIds = createPathIds(tx, repositoryId);
  for (const { source, key, paths } of found) {
    const where = {
      application_id: source.application_id,
      position: source.position,
    };
    const still = await tx('git_sources')
      .where({ ...where, repository_id: repositoryId, path: source.path })
      .update({ inputs_key: key });
    if (still === 0) continue;
    const known = await pathIds(paths);
    const wanted = new Set<number>();
    for (const path of paths) {
      const id = known.get(path);
      if (id !== undefined) wanted.add(id);
    }
    const before: Array<{ path_id: number }> = await tx('git_inputs')
      .where(where)
      .select('path_id');
    const same =
      source.inputs_key !== null &&
      before.length === wanted.size &&
      before.every(row => wanted.has(row.path_id));
    if (same) continue;
    changed.add(source.application_id);
    await tx('git_inputs').where(where).delete();
    for (const chunk of chunks(wanted)) {
      await tx('git_inputs').insert(
        chunk.map(pathId => ({ ...where, path_id: pathId })),
      );
    }
  }
  return changed;
}
