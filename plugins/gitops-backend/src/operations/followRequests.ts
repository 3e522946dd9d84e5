import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { OperationLedger } from './OperationLedger';
import { listOperations } from './store/listOperations';
import { UNFINISHED } from './store/rows';

/** How an engine shows that something asked for in the portal stands. */
export interface SeenRequest {
  applicationId: string;
  request: NonNullable<ObservedApplication['request']>;
}

/** An ending that is seen late is better than one that nobody knew. */
const NOT_KNOWN = { phases: [...UNFINISHED, 'Unknown'] } as const;

/**
 * Writes down how operations stand that engines show; one statement where none of
 * them is open. An application tells of its own operations only.
 */
export async function followRequests(
  db: Knex,
  ledger: OperationLedger,
  seen: SeenRequest[],
): Promise<void> {
  if (seen.length === 0) return;
  const requests = new Map(
    seen.map(each => [
      `${each.applicationId} ${each.request.id}`,
      each.request,
    ]),
  );
  const open = await listOperations(
    db,
    seen.map(({ request }) => request.id),
    NOT_KNOWN.phases,
  );
  for (const operation of open) {
    const request = requests.get(`${operation.applicationId} ${operation.id}`);
    if (!request) continue;
    const { phase, message } = request;
    if (phase === 'Running') {
      await ledger.runs(operation, { phases: UNFINISHED }, message);
    } else {
      await ledger.ends(operation, NOT_KNOWN, { phase, message });
    }
  }
}
