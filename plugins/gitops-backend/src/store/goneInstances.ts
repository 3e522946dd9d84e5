import { Knex } from 'knex';
import { InstanceRow } from './rows';

type InstanceKey = Pick<InstanceRow, 'engine' | 'name'>;

/** Marks an instance that nothing configures any more; what is known of it turns stale. */
export async function markInstanceGone(
  db: Knex,
  { engine, name }: InstanceKey,
  at: string,
): Promise<void> {
  await db<InstanceRow>('instances')
    .where({ engine, name })
    .whereNull('gone_since')
    .update({
      state: 'stale',
      since: at,
      reason: 'It is no longer configured.',
      gone_since: at,
    });
}

/** Instances that have been gone since before that time (ISO 8601). */
export async function listInstancesGoneBefore(
  db: Knex,
  time: string,
): Promise<InstanceKey[]> {
  return db<InstanceRow>('instances')
    .where('gone_since', '<', time)
    .select('engine', 'name');
}

export async function removeInstance(
  db: Knex,
  { engine, name }: InstanceKey,
): Promise<void> {
  await db<InstanceRow>('instances').where({ engine, name }).delete();
}
