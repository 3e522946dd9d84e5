import { RequestPhase } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { OperationRow } from './rows';

/** As which an operation is changed, whatever others make of it meanwhile. */
export interface Expected {
  phases: readonly RequestPhase[];
  /** ISO 8601; any when absent. */
  deadline?: string;
}

/** What stays as it is when absent. */
export type OperationChange = Partial<
  Pick<OperationRow, 'phase' | 'message' | 'finished_at' | 'deadline'>
>;

/** Changes an operation where it is as expected; returns whether it was. */
export async function changeOperation(
  db: Knex,
  id: string,
  { phases, deadline }: Expected,
  change: OperationChange,
): Promise<boolean> {
  const query = db<OperationRow>('operations')
    .where({ id })
    .whereIn('phase', [...phases]);
  if (deadline !== undefined) query.where({ deadline });
  return (await query.update(change)) > 0;
}
