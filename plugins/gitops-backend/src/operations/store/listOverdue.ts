import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { OperationRow, toOperation } from './rows';

/** So many are looked at at a time. */
const LIMIT = 200;

export interface OverdueOperation extends RequestedOperation {
  /** ISO 8601 */
  deadline: string;
}

/** Unfinished operations whose deadline has passed; the earliest first. */
export async function listOverdue(
  db: Knex,
  now: string,
): Promise<OverdueOperation[]> {
  const rows = await db<OperationRow>('operations')
    .whereNull('finished_at')
    .where('deadline', '<', now)
    .orderBy('deadline')
    .limit(LIMIT);
  return rows.map(row => ({ ...toOperation(row), deadline: row.deadline }));
}
