import { findCondition } from '../flux/conditions';
import { withReconciliation } from '../flux/history';
import { KustomizationStatus } from '../flux/resources';
import { StatusWriter } from '../flux/statusWriter';

type Writer = StatusWriter<KustomizationStatus>;

/** Its health check fails; or, where it failed, passes again. */
export function failOrRecover(writer: Writer): void {
  const { conditions, lastAppliedRevision } = writer.status;
  if (findCondition(conditions, 'Ready')?.status === 'True') {
    const reason = 'HealthCheckFailed';
    const message = 'health check failed after 2m0s: timeout waiting';
    writer.mark('Healthy', 'False', reason, message);
    writer.mark('Ready', 'False', reason, message);
  } else {
    const passed = 'Health check passed in 1s';
    const applied = `Applied revision: ${lastAppliedRevision}`;
    writer.mark('Healthy', 'True', 'Succeeded', passed);
    writer.mark('Ready', 'True', 'ReconciliationSucceeded', applied);
  }
  writer.flush();
}

/** It is reconciled at its interval, and nothing comes of it. */
export function reconcileAgain(writer: Writer, at: Date): void {
  const before = writer.status;
  const [last] = before.history ?? [];
  if (!last) return;
  const words = 'Reconciliation in progress';
  writer.mark('Reconciling', 'True', 'Progressing', words);
  writer.mark('Ready', 'Unknown', 'Progressing', words);
  writer.mark('Healthy', 'Unknown', 'Progressing', words);
  writer.flush();
  writer.unmark('Reconciling');
  // As it was, and yet with the time of this run.
  for (const { type, status, reason, message } of before.conditions) {
    writer.mark(type, status, reason, message);
  }
  writer.set({
    history: withReconciliation(before.history ?? [], {
      digest: last.digest,
      outcome: last.lastReconciledStatus,
      revision: before.lastAppliedRevision ?? '',
      at,
      took: 1_000,
    }),
  });
  writer.flush();
}
