import {
  Application,
  capabilitiesSchema,
  InstanceHealth,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { InstanceRow } from './rows';

/** Every instance that is known, by engine and name. */
export async function listInstances(db: Knex): Promise<InstanceHealth[]> {
  const rows = await db<InstanceRow>('instances').orderBy(['engine', 'name']);
  return rows.map(row => ({
    engine: row.engine,
    name: row.name,
    state: row.state,
    since: row.since,
    reason: row.reason ?? undefined,
    lastSeenAt: row.last_seen_at,
    capabilities: capabilitiesSchema.parse(JSON.parse(row.capabilities)),
  }));
}

/** Finds the instance of an application. */
export type InstanceOf = (
  application: Pick<Application, 'engine' | 'instance'>,
) => InstanceHealth | undefined;

export function instanceIndex(instances: InstanceHealth[]): InstanceOf {
  const byKey = new Map(
    instances.map(instance => [
      `${instance.engine} ${instance.name}`,
      instance,
    ]),
  );
  return ({ engine, instance }) => byKey.get(`${engine} ${instance}`);
}
