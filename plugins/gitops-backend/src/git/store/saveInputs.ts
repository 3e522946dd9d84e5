import {
  shorten,
  stripCredentials,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { chunks } from './chunks';
import { FormerPath, readLineage } from './lineage';
import { lockSources } from './lockSources';
import { createPathIds } from './pathIds';
import { SourceRow } from './rows';

/** Why a path is an input, and of which commits. */
export interface FoundInput {
  /** The file that names it; null where that is the application itself. */
  namedBy: string | null;
  /** Ordinal from which on it is none any more, see `counts`; null: it still is. */
  until: number | null;
}

export interface FoundInputs {
  source: SourceRow;
  /** The revisions they were read at. */
  key: string;
  /** By path. */
  inputs: Map<string, FoundInput>;
  notes: string[];
}

interface StoredInput {
  application_id: string;
  position: number;
  path: string;
  named_by: string | null;
  until: number | string | null;
}

const MAX_NOTES = 20;
const MAX_NOTE = 300;

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
  const sources = await lockSources(tx, repositoryId);
  const present = new Map(sources.map(row => [placeOf(row), row]));
  const before = await readInputs(tx, repositoryId);
  const pathIds = createPathIds(tx, repositoryId);
  const lineage = await readLineage(
    tx,
    repositoryId,
    new Set(found.flatMap(({ inputs }) => [...inputs.keys()])),
  );
  const read: FoundInputs[] = [];
  for (const each of found) {
    const { source } = each;
    const inputs = withFormer(each.inputs, lineage);
    const now = present.get(placeOf(source));
    // Tracked anew while its inputs were looked for.
    const isSame =
      now?.path === source.path &&
      now.reads === source.reads &&
      now.target === source.target;
    if (!isSame) continue;
    read.push(each);
    const old = before.get(placeOf(source)) ?? [];
    if (now.inputs_key !== null && isAlike(old, inputs)) continue;
    changed.add(source.application_id);
    const where = {
      application_id: source.application_id,
      position: source.position,
    };
    await tx('git_inputs').where(where).delete();
    const ids = await pathIds(inputs.keys());
    const rows = [...inputs].flatMap(([path, { namedBy, until }]) => {
      const id = ids.get(path);
      return id === undefined
        ? []
        : [{ ...where, path_id: id, named_by: namedBy, until }];
    });
    for (const some of chunks(rows)) await tx('git_inputs').insert(some);
  }
  await noteRead(tx, present, read);
  return changed;
}

/** Adds what the inputs were before they were renamed, each up to that. */
function withFormer(
  inputs: ReadonlyMap<string, FoundInput>,
  lineage: ReadonlyMap<string, readonly FormerPath[]>,
): Map<string, FoundInput> {
  const all = new Map(inputs);
  for (const [path, { namedBy }] of inputs) {
    for (const former of lineage.get(path) ?? []) {
      const { until } = all.get(former.path) ?? { until: 0 };
      // What is an input now is one for good.
      if (until === null || until >= former.until) continue;
      all.set(former.path, { namedBy, until: former.until });
    }
  }
  return all;
}

/** Writes down at which revisions inputs were read, and what could not be followed. */
async function noteRead(
  tx: Knex.Transaction,
  present: ReadonlyMap<string, SourceRow>,
  read: readonly FoundInputs[],
): Promise<void> {
  // Mostly it is the same for all, and there may be thousands.
  const alike = new Map<string, SourceRow[]>();
  const values = new Map<string, Pick<SourceRow, 'inputs_key' | 'notes'>>();
  for (const { source, key, notes } of read) {
    const value = { inputs_key: key, notes: writeNotes(notes) };
    const before = present.get(placeOf(source));
    if (before?.inputs_key === key && before.notes === value.notes) continue;
    const group = JSON.stringify([source.position, value]);
    values.set(group, value);
    const others = alike.get(group);
    if (others) others.push(source);
    else alike.set(group, [source]);
  }
  for (const [group, rows] of alike) {
    for (const some of chunks(rows)) {
      await tx('git_sources')
        .where({ position: some[0].position })
        .whereIn(
          'application_id',
          some.map(row => row.application_id),
        )
        .update(values.get(group) ?? {});
    }
  }
}

function writeNotes(notes: readonly string[]): string | null {
  if (notes.length === 0) return null;
  const told = notes
    .slice(0, MAX_NOTES)
    .map(note => shorten(stripCredentials(note), MAX_NOTE))
    .map(note => note.replaceAll('\0', ''));
  return JSON.stringify(told);
}

function isAlike(
  old: readonly StoredInput[],
  inputs: ReadonlyMap<string, FoundInput>,
): boolean {
  return (
    old.length === inputs.size &&
    old.every(row => {
      const now = inputs.get(row.path);
      const until = row.until === null ? null : Number(row.until);
      return now?.namedBy === row.named_by && now.until === until;
    })
  );
}

async function readInputs(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<Map<string, StoredInput[]>> {
  const rows: StoredInput[] = await tx('git_inputs as i')
    .join('git_sources as s', join => {
      join
        .on('s.application_id', 'i.application_id')
        .on('s.position', 'i.position');
    })
    .join('git_paths as path', 'path.id', 'i.path_id')
    .where('s.repository_id', repositoryId)
    .select(
      'i.application_id',
      'i.position',
      'path.path',
      'i.named_by',
      'i.until',
    );
  const inputs = new Map<string, StoredInput[]>();
  for (const row of rows) {
    const all = inputs.get(placeOf(row)) ?? [];
    inputs.set(placeOf(row), all);
    all.push(row);
  }
  return inputs;
}
