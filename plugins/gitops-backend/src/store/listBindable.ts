import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { BindableApplication } from '../bind/BindableApplication';
import { isPostgres } from './isPostgres';
import { ApplicationRow } from './rows';

const { destination, sources } = observedApplicationSchema.shape;
const labelsSchema = z.record(z.string(), z.string());
const entityRefsSchema = z.array(z.string());

type BindableColumns = Pick<
  ApplicationRow,
  | 'id'
  | 'engine'
  | 'instance'
  | 'namespace'
  | 'name'
  | 'project'
  | 'labels'
  | 'entity_refs'
> & { destination?: string | null; sources?: string | null };

/**
 * Of applications what binding looks at.
 *
 * @param entityRef - only of those that are bound to it
 * @param places - with where they come from and go to; else these are empty, as that
 * takes the database to read all of what was observed
 */
export async function listBindable(
  db: Knex,
  { entityRef, places = false }: { entityRef?: string; places?: boolean } = {},
): Promise<BindableApplication[]> {
  const query = db('applications').select<BindableColumns[]>(
    'id',
    'engine',
    'instance',
    'namespace',
    'name',
    'project',
    'labels',
    'entity_refs',
  );
  if (places) query.select(part(db, 'destination'), part(db, 'sources'));
  if (entityRef !== undefined) {
    query.whereIn(
      'id',
      db('application_bindings')
        .where('entity_ref', entityRef)
        .select('application_id'),
    );
  }
  const rows = await query;
  return rows.map(row => ({
    id: row.id,
    engine: row.engine,
    instance: row.instance,
    namespace: row.namespace,
    name: row.name,
    project: row.project ?? undefined,
    labels: labelsSchema.parse(JSON.parse(row.labels)),
    entityRefs: entityRefsSchema.parse(JSON.parse(row.entity_refs)),
    // An earlier release wrote another shape; the next look mends that.
    destination: read(destination, row.destination) ?? {},
    sources: read(sources, row.sources) ?? [],
  }));
}

function part(db: Knex, name: 'destination' | 'sources'): Knex.Raw {
  return isPostgres(db)
    ? db.raw('(observed::json -> ?)::text as ??', [name, name])
    : db.raw('json_extract(observed, ?) as ??', [`$.${name}`, name]);
}

function read<T>(
  schema: z.ZodType<T>,
  json: string | null | undefined,
): T | undefined {
  return json ? schema.safeParse(JSON.parse(json)).data : undefined;
}
