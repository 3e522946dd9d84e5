import {
  EngineKind,
  engineKindSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { ApplicationRow } from './rows';
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

/** Those of the applications that are kept, by name. */
export async function listApplications(
  db: Knex,
  ids: Iterable<string>,
): Promise<NamedApplication[]> {
  const rows: Array<Omit<NamedApplication, 'engine'> & { engine: string }> =
    await whereIn(
      db<ApplicationRow>('applications')
        .select(
          'id',
          'engine',
          'instance',
          'kind',
          'namespace',
          'name',
          'environment',
        )
        .orderBy(['name', 'namespace', 'instance', 'id']),
      db,
      'id',
      ids,
    );
  return rows.map(row => ({
    ...row,
    engine: engineKindSchema.parse(row.engine),
  }));
}
