import { isMultiSource, Operation, OperationState } from './application';
import { findApplication, patchStatus } from './applicationStore';
import { ArgoContext } from './context';
import { stringAt } from './json';
import { AppKey } from './names';
import { performSync, SyncOutcome } from './performSync';
import { withDeployment } from './rules/history';
import { kubeTime } from './time';

export type OperationResult = { phase: string; message: string };

/** Carries out the `.operation` of an application; undefined when it has none. */
export async function runOperation(
  context: ArgoContext,
  key: AppKey,
  at: Date,
): Promise<OperationResult | undefined> {
  const { home } = context;
  const app = findApplication(home, key);
  const operation = app?.operation;
  if (!app || !operation) {
    return undefined;
  }
  const startedAt = kubeTime(at);
  const running: OperationState = { operation, phase: 'Running', startedAt };
  patchStatus(home, key, { operationState: running }, { at });

  const outcome = await performSync(context, key, app, operation, at);
  const multi = isMultiSource({ sources: sourcesIn(operation, outcome) });
  const syncResult = {
    ...(outcome.results.length > 0 && { resources: outcome.results }),
    revision: multi ? '' : outcome.revisions[0] ?? '',
    source: multi ? { repoURL: '' } : outcome.sources[0],
    ...(multi && { sources: outcome.sources, revisions: outcome.revisions }),
  };
  if (isDeployment(operation, outcome)) {
    const history = withDeployment(app.status.history ?? [], app.spec, {
      revisions: outcome.revisions,
      sources: outcome.sources,
      deployStartedAt: startedAt,
      deployedAt: startedAt,
      initiatedBy: operation.initiatedBy ?? {},
    });
    patchStatus(home, key, { history }, { at });
  }
  const result = wasTerminated(context, key)
    ? { phase: 'Failed', message: 'Operation terminated' }
    : afterRetries(operation, outcome);
  patchStatus(
    home,
    key,
    {
      operationState: {
        ...running,
        ...result,
        syncResult,
        finishedAt: startedAt,
      },
    },
    {
      at,
      also: object => {
        delete object.operation;
      },
    },
  );
  return result;
}

function sourcesIn(operation: Operation, outcome: SyncOutcome) {
  return (
    operation.sync?.sources ??
    (outcome.sources.length > 1 ? outcome.sources : undefined)
  );
}

/** Dry runs, syncs of selected resources and failures leave no history. */
function isDeployment({ sync }: Operation, { phase }: SyncOutcome): boolean {
  return phase === 'Succeeded' && !sync?.dryRun && !sync?.resources?.length;
}

function wasTerminated({ home }: ArgoContext, key: AppKey): boolean {
  const state = findApplication(home, key)?.status.operationState;
  return stringAt(state, 'phase') === 'Terminating';
}

/**
 * A failed operation with retries is reported as it is once they are used up:
 * nothing changes in between that could make one of them succeed, so that no
 * time is spent on them.
 */
function afterRetries(
  { retry }: Operation,
  { phase, message }: SyncOutcome,
): OperationResult & { retryCount?: number } {
  const limit = retry?.limit ?? 0;
  return phase === 'Succeeded' || limit <= 0
    ? { phase, message }
    : {
        phase,
        message: `${message} (retried ${limit} times).`,
        retryCount: limit,
      };
}
