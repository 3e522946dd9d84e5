import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { BindingRow } from '../../store/rows';
import { OperationRow, toOperation } from './rows';

/** The place of an operation, newest first. */
export interface OperationPosition {
  requestedAt: string;
  id: string;
}

/** One page of what was asked for of the applications bound to an entity, newest first. */
export async function pageOperations(
  db: Knex,
  query: { entityRef: string; limit: number; after?: OperationPosition },
): Promise<{ items: RequestedOperation[]; next?: OperationPosition }> {
  const { entityRef, limit, after } = query;
  const page = db<OperationRow>('operations')
    .whereIn(
      'application_id',
      db<BindingRow>('application_bindings')
        .where({ entity_ref: entityRef })
        .select('application_id'),
    )
    .orderBy([
      { column: 'requested_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (after) {
    page.whereRaw('(requested_at, id) < (?, ?)', [after.requestedAt, after.id]);
  }
  const rows = await page;
  const items = rows.slice(0, limit).map(toOperation);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    next: last && { requestedAt: last.requestedAt, id: last.id },
  };
}
