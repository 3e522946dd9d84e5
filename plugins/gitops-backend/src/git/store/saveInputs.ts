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

interface InputRow {
  application_id: string;
  position: number;
  path_id: number;
}

function placeOf(row: { application_id: string; position: number }): string {
  return `${row.position} ${row.application_id}`;
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
  if (found.length === 0) return changed;
  const sources: SourceRow[] = await tx('git_sources')
    .where({ repository_id: repositoryId })
    .select('*');
  const present = new Map(sources.map(row => [placeOf(row), row]));
  const before = await readInputs(tx, repositoryId);
  const pathIds = createPathIds(tx, repositoryId);
  for (const { source, key, paths } of found) {
    const now = present.get(placeOf(source));
    // Tracked anew while its inputs were looked for.
    if (now?.path !== source.path || now.target !== source.target) continue;
    const where = {
      application_id: source.application_id,
      position: source.position,
    };
    await tx('git_sources').where(where).update({ inputs_key: key });
    const known = await pathIds(paths);
    const wanted = new Set<number>();
    for (const path of paths) {
      const id = known.get(path);
      if (id !== undefined) wanted.add(id);
    }
    const old = before.get(placeOf(source)) ?? [];
    const same =
      now.inputs_key !== null &&
      old.length === wanted.size &&
      old.every(id => wanted.has(id));
    if (same) continue;
    changed.add(source.application_id);
    await tx('git_inputs').where(where).delete();
    for (const ids of chunks(wanted)) {
      await tx('git_inputs').insert(
        ids.map(pathId => ({ ...where, path_id: pathId })),
      );
    }
  }
  return changed;
}

async function readInputs(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<Map<string, number[]>> {
  const rows: InputRow[] = await tx('git_inputs as i')
    .join('git_sources as s', join => {
      join
        .on('s.application_id', 'i.application_id')
        .on('s.position', 'i.position');
    })
    .where('s.repository_id', repositoryId)
    .select('i.application_id', 'i.position', 'i.path_id');
  const inputs = new Map<string, number[]>();
  for (const row of rows) {
    const ids = inputs.get(placeOf(row)) ?? [];
    ids.push(row.path_id);
    inputs.set(placeOf(row), ids);
  }
  return inputs;
}
