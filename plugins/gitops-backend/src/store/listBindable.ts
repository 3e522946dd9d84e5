import { Knex } from 'knex';
import { z } from 'zod';
import { BindableApplication } from '../bind/BindableApplication';
import { ApplicationRow } from './rows';

const labelsSchema = z.record(z.string(), z.string());
const entityRefsSchema = z.array(z.string());

/** Of every application what binding looks at. */
export async function listBindable(db: Knex): Promise<BindableApplication[]> {
  const rows = await db<ApplicationRow>('applications').select(
    'id',
    'engine',
    'instance',
    'namespace',
    'name',
    'project',
    'labels',
    'entity_refs',
  );
  return rows.map(row => ({
    id: row.id,
    engine: row.engine,
    instance: row.instance,
    namespace: row.namespace,
    name: row.name,
    project: row.project ?? undefined,
    labels: labelsSchema.parse(JSON.parse(row.labels)),
    entityRefs: entityRefsSchema.parse(JSON.parse(row.entity_refs)),
  }));
}
