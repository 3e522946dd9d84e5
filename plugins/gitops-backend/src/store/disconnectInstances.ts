import { Knex } from 'knex';
import { InstanceRow } from './rows';

/** After a start nothing is connected, whatever was so before. */
export async function disconnectInstances(db: Knex, at: string): Promise<void> {
  await db<InstanceRow>('instances')
    .whereNull('gone_since')
    .whereNot({ state: 'connecting' })
    .update({ state: 'connecting', since: at, reason: null });
}
