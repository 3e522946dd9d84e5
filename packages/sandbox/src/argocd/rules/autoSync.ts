import {
  Application,
  automationOf,
  isMultiSource,
  Operation,
  sourcesOf,
} from '../application';
import { sameJson } from '../json';

export type AutoSyncDecision =
  | { act: 'none' }
  | { act: 'sync'; operation: Operation }
  | { act: 'wait'; seconds: number }
  | { act: 'report'; message: string };

const none: AutoSyncDecision = { act: 'none' };

/** What automated sync does about an application as it was just compared. */
export function decideAutoSync(app: Application, now: Date): AutoSyncDecision {
  const automated = automationOf(app.spec);
  const { sync, resources = [], operationState } = app.status;
  if (!automated || app.operation || app.metadata.deletionTimestamp) {
    return none;
  }
  const revisions = sync?.revisions ?? (sync?.revision ? [sync.revision] : []);
  const outOfSync = resources.filter(one => one.status === 'OutOfSync');
  if (sync?.status !== 'OutOfSync' || revisions.length === 0) {
    return none;
  }
  if (!automated.prune && outOfSync.every(one => one.requiresPruning)) {
    return none;
  }
  const operation = automatedOperation(app, revisions);
  if (!alreadyAttempted(app, revisions)) {
    return { act: 'sync', operation };
  }
  if (operationState && operationState.phase !== 'Succeeded') {
    return {
      act: 'report',
      message: `Failed last sync attempt to ${printed(revisions, app)}: ${
        operationState.message ?? ''
      }`,
    };
  }
  if (!automated.selfHeal) {
    return none;
  }
  return heal(app, operation, now);
}

function printed(revisions: string[], app: Application): string {
  return isMultiSource(app.spec)
    ? `[${revisions.join(' ')}]`
    : `[${revisions[0]}]`;
}

/** Whether the last operation already was for these revisions and sources. */
function alreadyAttempted(app: Application, revisions: string[]): boolean {
  const last = app.status.operationState?.operation.sync;
  if (!last) {
    return false;
  }
  const lastRevisions =
    last.revisions ?? (last.revision ? [last.revision] : []);
  return (
    sameJson(lastRevisions, revisions) &&
    !last.dryRun &&
    (sourcesOf(last).length === 0 ||
      sameJson(sourcesOf(last), sourcesOf(app.spec)))
  );
}

function automatedOperation(app: Application, revisions: string[]): Operation {
  const { spec } = app;
  const multi = isMultiSource(spec);
  return {
    sync: {
      ...(multi ? { revisions } : { revision: revisions[0] }),
      ...(automationOf(spec)?.prune && { prune: true }),
      ...(multi ? { sources: spec.sources } : { source: spec.source }),
      ...(spec.syncPolicy?.syncOptions && {
        syncOptions: spec.syncPolicy.syncOptions,
      }),
    },
    initiatedBy: { automated: true },
    retry: { limit: 5 },
  };
}

/** At once, then after 2 s, 6 s, 18 s, … while the cluster is changed again and again. */
function heal(
  app: Application,
  operation: Operation,
  now: Date,
): AutoSyncDecision {
  const last = app.status.operationState;
  const finishedAt = Date.parse(last?.finishedAt ?? '') || 0;
  const since = (now.getTime() - finishedAt) / 1000;
  const attempts =
    since >= 10 ? 0 : last?.operation.sync?.autoHealAttemptsCount ?? 0;
  const backoff = attempts === 0 ? 0 : Math.min(2 * 3 ** (attempts - 1), 300);
  if (since < backoff) {
    return { act: 'wait', seconds: backoff - since };
  }
  const resources = (app.status.resources ?? [])
    .filter(one => one.status === 'OutOfSync')
    .map(({ group, kind, name, namespace }) => ({
      ...(group && { group }),
      kind,
      name,
      ...(namespace &&
        namespace !== app.spec.destination.namespace && { namespace }),
    }));
  return {
    act: 'sync',
    operation: {
      ...operation,
      sync: {
        ...operation.sync,
        resources,
        autoHealAttemptsCount: attempts + 1,
      },
    },
  };
}
