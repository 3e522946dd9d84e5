import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { InstanceRow } from './rows';

/**
 * Writes how an instance was found; it is configured, then. When it was last seen is
 * never set back: another process may see what this one does not.
 */
export async function saveInstance(
  db: Knex,
  instance: InstanceHealth,
): Promise<void> {
  const row: InstanceRow = {
    engine: instance.engine,
    name: instance.name,
    state: instance.state,
    since: instance.since,
    reason: instance.reason ?? null,
    last_seen_at: instance.lastSeenAt,
    capabilities: JSON.stringify(instance.capabilities),
    gone_since: null,
  };
  await db<InstanceRow>('instances')
    .insert(row)
    .onConflict(['engine', 'name'])
    .merge({
      ...row,
      last_seen_at: db.raw(
        `case when instances.last_seen_at >= excluded.last_seen_at
          or excluded.last_seen_at is null
          then instances.last_seen_at else excluded.last_seen_at end`,
      ),
    });
}
