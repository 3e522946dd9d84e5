import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { jsonList } from './jsonList';
import { Position, positions } from './positions';
import { HealthColumns, toHealth } from './readRepositories';

/** An input of one source of an application; of the parent's where `position` is negative. */
export interface SourceInput {
  application_id: string;
  position: number;
  path_id: number;
  path: string;
  /** See `counts`; PostgreSQL gives 64 bit numbers as text. */
  until: number | string | null;
}

/** What applications are rendered from. */
export interface Sources {
  positions: Position[];
  inputs: SourceInput[];
  /** Those of the positions, by id. */
  repositories: Map<number, RepositoryHealth>;
}

type Row = Position &
  Omit<HealthColumns, 'url'> & {
    /** Of `inputsSchema`. */
    inputs: string | null;
  };

const inputsSchema = z.array(
  z.tuple([z.int(), z.string(), z.int().nullable()]),
);

/** All sources of these applications with their inputs; one statement. */
export async function readSources(
  db: Knex,
  applicationIds: readonly string[],
): Promise<Sources> {
  const inputs = jsonList(
    db,
    ['i.path_id', 'path.path', 'i.until'],
    db('git_inputs as i')
      .join('git_paths as path', 'path.id', 'i.path_id')
      .whereRaw(
        'i.application_id = s.application_id and i.position = s.position',
      ),
  );
  const rows: Row[] = await positions(db, applicationIds)
    .select(
      'r.state',
      'r.reason',
      'r.indexed_at_ms',
      'r.partial',
      'r.progress_done',
      'r.progress_total',
      inputs.as('inputs'),
    )
    .orderBy(['s.application_id', 's.position']);
  const sources: Sources = {
    positions: rows,
    inputs: [],
    repositories: new Map(),
  };
  for (const row of rows) {
    const { application_id, position, repository_id, repository_url } = row;
    for (const [path_id, path, until] of inputsSchema.parse(
      JSON.parse(row.inputs ?? '[]'),
    )) {
      sources.inputs.push({ application_id, position, path_id, path, until });
    }
    if (!sources.repositories.has(repository_id)) {
      const health = toHealth({ ...row, url: repository_url });
      sources.repositories.set(repository_id, health);
    }
  }
  return sources;
}

/** Those of some of the applications. */
export function sourcesAmong(
  { positions: all, inputs, repositories }: Sources,
  applicationIds: ReadonlySet<string>,
): Sources {
  const isAmong = (of: { application_id: string }) =>
    applicationIds.has(of.application_id);
  const own = all.filter(isAmong);
  const ids = new Set(own.map(it => it.repository_id));
  return {
    positions: own,
    inputs: inputs.filter(isAmong),
    repositories: new Map([...repositories].filter(([id]) => ids.has(id))),
  };
}
