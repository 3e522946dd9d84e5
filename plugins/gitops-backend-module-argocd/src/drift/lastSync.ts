import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from '../project/application';
import { historyKey } from '../project/syncs';
import { resourceKey } from '../resourceRef';
import { LastSync } from './driftFields';

/** What the last operation applied, if it was the full sync that made the last history entry. */
function syncedResources({
  status,
}: ArgocdApplication): ReadonlySet<string> | null {
  const state = status?.operationState;
  const sync = state?.operation?.sync;
  if (!sync || sync.dryRun || sync.resources?.length) return null;
  if (state.phase !== 'Succeeded' || !state.syncResult?.resources) return null;
  return new Set(
    state.syncResult.resources
      .filter(resource => resource.status === 'Synced')
      .map(resourceKey),
  );
}

/** What had been applied and was gone: evidence that outlives the sync's own record. */
export function removedResources(
  drift: ObservedApplication['drift'],
): ReadonlySet<string> {
  return new Set(
    (drift?.fields ?? [])
      .filter(({ change }) => change === 'resourceRemoved')
      .map(({ resource }) => resourceKey(resource)),
  );
}

/**
 * Whether the comparison is from after the sync. Argo CD reconciles once a sync
 * is done, but tells of the sync first; and it tells both in full seconds, so
 * that within the same one only an agreement is sure to be newer.
 */
function isCompared(
  { status }: ArgocdApplication,
  finishedAt: string,
): boolean {
  if (status?.sync?.status === 'Synced') return true;
  const reconciledAt = Date.parse(status?.reconciledAt ?? '');
  return reconciledAt > Date.parse(finishedAt);
}

/** Whether a look before, perhaps of another process, was at a comparison from after the sync. */
function wasCompared(
  { status }: ArgocdApplication,
  previous: ObservedApplication | undefined,
): boolean {
  const entry = status?.history?.at(-1);
  const key = entry && historyKey(entry);
  // Drift is known only of what was compared.
  return (
    Boolean(previous?.drift) &&
    Boolean(previous?.syncs.some(sync => sync.key === key))
  );
}

/**
 * The last full sync. A dry run or a partial sync after it hides what it
 * applied; then what was known before still holds.
 * @param before - what this gave for the look before
 * @param applied - resources that were seen to be applied once, where nothing else is known
 * @param previous - the look before, which may be of the process before
 * @returns null when nothing was ever deployed
 */
export function lastSync(
  application: ArgocdApplication,
  before: LastSync | null,
  applied: ReadonlySet<string> | null = null,
  previous?: ObservedApplication,
): LastSync | null {
  const finishedAt = application.status?.history?.at(-1)?.deployedAt;
  if (!finishedAt) return null;
  const same = before?.finishedAt === finishedAt ? before : undefined;
  return {
    finishedAt,
    resources:
      syncedResources(application) ?? (same ? same.resources : applied),
    isCompared:
      same?.isCompared ||
      isCompared(application, finishedAt) ||
      wasCompared(application, previous),
  };
}
