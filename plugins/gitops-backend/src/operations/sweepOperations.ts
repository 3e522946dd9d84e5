import { Knex } from 'knex';
import { listInstances } from '../store/instances';
import { loadObservations } from '../store/loadObservations';
import { StoredObservation } from '../store/rows';
import { OperationLedger } from './OperationLedger';
import { deleteOldOperations } from './store/deleteOldOperations';
import { listOverdue, OverdueOperation } from './store/listOverdue';

/**
 * Ends operations whose deadline has passed, unless their engine is seen to be at
 * work on them, and deletes those that are too old. Any number of processes may
 * do it at a time.
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
    const reachable = await reachableInstances(db);
    for (const operation of overdue) {
      const application = stored.get(operation.applicationId);
      const expected = {
        phases: [operation.phase],
        deadline: operation.deadline,
      };
      const watched =
        application && reachable.has(keyOf(application))
          ? application
          : undefined;
      if (watched && isAtWork(operation, watched)) {
        await ledger.runs(operation, expected);
      } else {
        const message = silence(operation, application?.instance);
        await ledger.ends(operation, expected, { phase: 'Unknown', message });
      }
    }
  }
  await deleteOldOperations(db, new Date(now - keepMs).toISOString());
}

async function reachableInstances(db: Knex): Promise<Set<string>> {
  const instances = await listInstances(db);
  return new Set(
    instances
      .filter(({ state }) => state === 'reachable')
      .map(({ engine, name }) => keyOf({ engine, instance: name })),
  );
}

function keyOf({
  engine,
  instance,
}: Pick<StoredObservation, 'engine' | 'instance'>): string {
  return `${engine} ${instance}`;
}

/** A long hook tells nothing for as long as it takes, but the engine says that it runs. */
function isAtWork(
  { id }: OverdueOperation,
  { observed }: StoredObservation,
): boolean {
  const phase = observed?.operation?.phase;
  return (
    observed?.request?.id === id &&
    observed.request.phase === 'Running' &&
    (phase === 'Running' || phase === 'Terminating')
  );
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
