import { kubeTime } from './conditions';
import { formatDuration } from './duration';
import { HistoryEntry } from './resources';

const LIMIT = 5;

/**
 * Adds one reconciliation, newest first. A repeat of the same manifests with the
 * same outcome is counted in its entry instead of making a new one.
 */
export function withReconciliation(
  history: HistoryEntry[],
  done: {
    digest: string;
    outcome: string;
    revision: string;
    at: Date;
    /** milliseconds */
    took: number;
  },
): HistoryEntry[] {
  const isSame = (entry: HistoryEntry) =>
    entry.digest === done.digest && entry.lastReconciledStatus === done.outcome;
  const previous = history.find(isSame);
  const entry: HistoryEntry = {
    digest: done.digest,
    firstReconciled: previous?.firstReconciled ?? kubeTime(done.at),
    lastReconciled: kubeTime(done.at),
    lastReconciledDuration: formatDuration(done.took),
    lastReconciledStatus: done.outcome,
    metadata: { revision: done.revision },
    totalReconciliations: (previous?.totalReconciliations ?? 0) + 1,
  };
  return [entry, ...history.filter(other => !isSame(other))].slice(0, LIMIT);
}
