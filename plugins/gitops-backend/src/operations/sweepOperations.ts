import { Knex } from 'knex';
import { instanceIndex, InstanceOf, listInstances } from '../store/instances';
import { loadObservations } from '../store/loadObservations';
import { StoredObservation } from '../store/rows';
import { Ending, OperationLedger } from './OperationLedger';
import { deleteOldOperations } from './store/deleteOldOperations';
import { listOverdue, OverdueOperation } from './store/listOverdue';

/**
 * Ends operations whose deadline has passed, as their engine shows them to have
 * ended or else not knowing how, unless it is seen to be at work on them; and
 * deletes those that are too old. Any number of processes may do it at a time.
 */
export async function sweepOperations(
  db: Knex,
  ledger: OperationLedger,
  keepMs: number,
): Promise<void> {
  const now = Date.now();
  const overdue = await listOverdue(db, new Date(now).toISOString());
  if (overdue.length > 0) {
    const stored = await loadObservations(
      db,
      overdue.map(({ applicationId }) => applicationId),
    );
    const instanceOf = instanceIndex(await listInstances(db));
    for (const operation of overdue) {
      const expected = {
        phases: [operation.phase],
        deadline: operation.deadline,
      };
      const application = stored.get(operation.applicationId);
      const end = endOf(operation, application, instanceOf);
      if (end) await ledger.ends(operation, expected, end);
      else await ledger.runs(operation, expected);
    }
  }
  await deleteOldOperations(db, new Date(now - keepMs).toISOString());
}

/** Undefined while the engine says that it is at work. */
function endOf(
  operation: OverdueOperation,
  application: StoredObservation | undefined,
  instanceOf: InstanceOf,
): Ending | undefined {
  const observed = application?.observed;
  const shown =
    observed?.request?.id === operation.id ? observed.request : undefined;
  if (shown && shown.phase !== 'Running') {
    // Whoever wrote that down ended before it could tell.
    return { phase: shown.phase, message: shown.message };
  }
  const isWatched =
    application && instanceOf(application)?.state === 'reachable';
  const phase = observed?.operation?.phase;
  // A long hook tells nothing for as long as it takes.
  const isAtWork = phase === 'Running' || phase === 'Terminating';
  if (shown && isWatched && isAtWork) return undefined;
  const message = silence(operation, application?.instance);
  return { phase: 'Unknown', message };
}

function silence(
  { type, phase }: OverdueOperation,
  instance: string | undefined,
): string {
  const where = instance ? `instance "${instance}"` : 'its engine';
  return phase === 'Running'
    ? `Nothing was heard for a while of the ${type} that ${where} took on. Look there before trying again.`
    : `The portal was stopped while it asked ${where}; whether the ${type} was taken on is not known. Look there before trying again.`;
}
