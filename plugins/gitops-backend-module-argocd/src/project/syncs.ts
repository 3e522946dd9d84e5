import {
  MAX_OBSERVED_SYNCS,
  ObservedSync,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication, ArgocdHistoryEntry } from './application';
import { projectOperation } from './operation';
import { initiatorOf } from './operationInfo';
import { syncedRevisions } from './sources';

/** Undefined where there is nothing to tell it by. */
export function historyKey({
  id,
  deployedAt,
}: ArgocdHistoryEntry): string | undefined {
  const key = id ?? toTimestamp(deployedAt ?? undefined);
  return key === undefined ? undefined : `h${key}`;
}

/** It has a key only of the time at which it began. */
const operationKey = (startedAt: string) => `o${startedAt}`;

/** A history entry, which Argo CD writes only of a sync of everything that succeeded. */
function fromHistory(entry: ArgocdHistoryEntry): ObservedSync | undefined {
  const startedAt = toTimestamp(entry.deployStartedAt ?? undefined);
  const finishedAt = toTimestamp(entry.deployedAt ?? undefined);
  const key = historyKey(entry);
  if (key === undefined) return undefined;
  return {
    key,
    formerKey: startedAt && operationKey(startedAt),
    phase: 'Succeeded',
    deployed: true,
    revisions: syncedRevisions(entry),
    startedAt,
    finishedAt,
    initiatedBy: initiatorOf(entry.initiatedBy),
  };
}

const PHASES = {
  Running: 'Running',
  Terminating: 'Running',
  Succeeded: 'Succeeded',
  Failed: 'Failed',
  Error: 'Failed',
} as const;

/** The last operation, also one that failed, or that was of a part only. */
function fromOperation(
  application: ArgocdApplication,
): (ObservedSync & { startedAt: string }) | undefined {
  const operation = projectOperation(application);
  if (!operation?.startedAt) return undefined;
  const state = application.status?.operationState;
  const asked = state?.operation?.sync;
  const phase = PHASES[operation.phase];
  return {
    key: operationKey(operation.startedAt),
    phase,
    deployed: phase === 'Succeeded' && !asked?.resources?.length,
    revisions: syncedRevisions(state?.syncResult ?? asked),
    startedAt: operation.startedAt,
    finishedAt: operation.finishedAt,
    initiatedBy: operation.initiatedBy,
    message: operation.message,
  };
}

/** Argo CD writes the entry first, while the operation still reads Running. */
function withOperation(
  entry: ObservedSync,
  operation: ObservedSync,
): ObservedSync {
  return {
    ...entry,
    initiatedBy: operation.initiatedBy ?? entry.initiatedBy,
    message: operation.phase === 'Succeeded' ? operation.message : undefined,
  };
}

const timeOf = ({ startedAt, finishedAt }: ObservedSync) =>
  startedAt ?? finishedAt ?? '';

/** The last of each key; two that began in the same second were one operation's key in turn. */
function withUniqueKeys(syncs: ObservedSync[]): ObservedSync[] {
  const byKey = new Map(syncs.map(sync => [sync.key, sync]));
  const former = new Set<string>();
  return [...byKey.values()].map(sync => {
    const { formerKey, ...rest } = sync;
    if (!formerKey || former.has(formerKey)) return rest;
    former.add(formerKey);
    return sync;
  });
}

/**
 * What Argo CD remembers of syncs: those that succeeded, and how the last
 * operation stands. A dry run is none. Oldest first.
 */
export function projectSyncs(application: ArgocdApplication): ObservedSync[] {
  const history = (application.status?.history ?? []).flatMap(
    entry => fromHistory(entry) ?? [],
  );
  const operation = fromOperation(application);
  const its =
    operation &&
    history.findLast(({ startedAt, finishedAt }) =>
      startedAt
        ? startedAt === operation.startedAt
        : finishedAt !== undefined && finishedAt === operation.finishedAt,
    );
  const syncs = its
    ? history.map(each => (each === its ? withOperation(its, operation) : each))
    : [...history, ...(operation ? [operation] : [])];
  return withUniqueKeys(syncs)
    .sort((a, b) =>
      timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b)),
    )
    .slice(-MAX_OBSERVED_SYNCS);
}
