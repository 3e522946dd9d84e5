import {
  EngineKind,
  engineKindSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { whereIn } from './whereIn';

/** What names an application. */
export interface NamedApplication {
  id: string;
  engine: EngineKind;
  instance: string;
  kind: string;
  namespace: string;
  name: string;
  environment: string | null;
}

const COLUMNS = [
  'a.id',
  'a.engine',
  'a.instance',
  'a.kind',
  'a.namespace',
  'a.name',
  'a.environment',
];

/** Those of the applications that are kept, by name. */
export async function listApplications(
  db: Knex,
  ids: Iterable<string>,
): Promise<NamedApplication[]> {
  return listed(whereIn(db('applications as a'), db, 'a.id', ids));
}

/** Those that are bound to an entity, by name. */
export async function listApplicationsOf(
  db: Knex,
  entityRef: string,
): Promise<NamedApplication[]> {
  return listed(
    db('application_bindings as b')
      .join('applications as a', 'a.id', 'b.application_id')
      .where('b.entity_ref', entityRef),
  );
}

async function listed(query: Knex.QueryBuilder): Promise<NamedApplication[]> {
  const rows: Array<Omit<NamedApplication, 'engine'> & { engine: string }> =
    await query
      .select(COLUMNS)
      .orderBy(['a.name', 'a.namespace', 'a.instance', 'a.id']);
  return rows.map(row => ({
    ...row,
    engine: engineKindSchema.parse(row.engine),
  }));
}
