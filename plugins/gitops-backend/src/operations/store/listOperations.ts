import {
  RequestedOperation,
  RequestPhase,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { OperationRow, toOperation } from './rows';

/** Those of these operations that are in one of the phases. */
export async function listOperations(
  db: Knex,
  ids: string[],
  phases: readonly RequestPhase[],
): Promise<RequestedOperation[]> {
  const rows: OperationRow[] = await whereIn(
    db<OperationRow>('operations').whereIn('phase', [...phases]),
    db,
    'id',
    ids,
  );
  return rows.map(toOperation);
}
