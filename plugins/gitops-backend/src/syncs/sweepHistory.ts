import { Knex } from 'knex';
import { deleteOldUnobserved } from '../store/unobserved';
import { SyncRow } from './rows';

/** Forgets what is older than that, in ms. Any number of processes may do it at a time. */
export async function sweepHistory(db: Knex, keepMs: number): Promise<void> {
  const before = new Date(Date.now() - keepMs).toISOString();
  await db<SyncRow>('syncs').where('at', '<', before).delete();
  await deleteOldUnobserved(db, before);
}
