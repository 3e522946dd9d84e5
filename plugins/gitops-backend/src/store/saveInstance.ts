import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { InstanceRow } from './rows';

/** Writes how an instance was found; it is configured, then. */
export async function saveInstance(
  db: Knex,
  instance: InstanceHealth,
): Promise<void> {
  await db<InstanceRow>('instances')
    .insert({
      engine: instance.engine,
      name: instance.name,
      state: instance.state,
      since: instance.since,
      reason: instance.reason ?? null,
      last_seen_at: instance.lastSeenAt,
      capabilities: JSON.stringify(instance.capabilities),
      gone_since: null,
    })
    .onConflict(['engine', 'name'])
    .merge();
}
