import { Knex } from 'knex';
import { chunks } from './chunks';
import { lockSources } from './lockSources';
import { createPathIds } from './pathIds';
import { PARENT_POSITION } from './sourcesOf';

/** Where a parent's source declares an application. */
export interface DeclaringFiles {
  applicationId: string;
  /** Negative, see `sourcesOf`. */
  position: number;
  files: ReadonlySet<string>;
}

interface InputRow {
  application_id: string;
  position: number;
  path_id: number;
}

/**
 * Writes where applications are declared, for those that are found elsewhere than before.
 *
 * @returns these applications
 */
export async function saveDeclaringFiles(
  tx: Knex.Transaction,
  repositoryId: number,
  found: readonly DeclaringFiles[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  if (found.length === 0) return changed;
  await lockSources(tx, repositoryId);
  const before = await readInputs(tx, repositoryId);
  const pathIds = await createPathIds(
    tx,
    repositoryId,
  )(found.flatMap(({ files }) => [...files]));
  const added: InputRow[] = [];
  for (const { applicationId, position, files } of found) {
    const of = { application_id: applicationId, position };
    const old = before.get(`${position} ${applicationId}`);
    // The parent is another one by now, or none.
    if (!old) continue;
    const wanted = [...files].flatMap(file => pathIds.get(file) ?? []);
    if (wanted.length === old.size && wanted.every(id => old.has(id))) continue;
    changed.add(applicationId);
    await tx('git_inputs').where(of).delete();
    for (const id of wanted) added.push({ ...of, path_id: id });
  }
  for (const rows of chunks(added)) await tx('git_inputs').insert(rows);
  return changed;
}

/** Path ids by position and application, for all that are declared in a repository. */
async function readInputs(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<Map<string, Set<number>>> {
  const rows: Array<Omit<InputRow, 'path_id'> & { path_id: number | null }> =
    await tx('git_declarations as d')
      .join('git_sources as s', 's.application_id', 'd.parent_id')
      .leftJoin('git_inputs as i', join => {
        join
          .on('i.application_id', 'd.application_id')
          .on(tx.raw(`i.position = ${PARENT_POSITION}`));
      })
      .where('s.repository_id', repositoryId)
      .orderBy('d.application_id')
      .forUpdate('d')
      .select(
        'd.application_id',
        tx.raw(`${PARENT_POSITION} as position`),
        'i.path_id',
      );
  const inputs = new Map<string, Set<number>>();
  for (const row of rows) {
    const key = `${row.position} ${row.application_id}`;
    const ids = inputs.get(key) ?? new Set<number>();
    inputs.set(key, ids);
    if (row.path_id !== null) ids.add(row.path_id);
  }
  return inputs;
}
