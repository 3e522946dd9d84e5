import { isMultiSource, Operation, OperationState } from './application';
import {
  findApplication,
  isTerminating,
  patchStatus,
} from './applicationStore';
import { ArgoContext } from './context';
import { AppKey } from './names';
import { performSync, SyncOutcome } from './performSync';
import { withDeployment } from './rules/history';
import { kubeTime } from './time';

export type OperationResult = { phase: string; message: string };

/**
 * Carries out the `.operation` of an application; undefined when it has none.
 * @param past - when it is to have happened; by default it happens now, and takes its time
 */
export async function runOperation(
  context: ArgoContext,
  key: AppKey,
  past?: Date,
): Promise<OperationResult | undefined> {
  const { home } = context;
  const app = findApplication(home, key);
  const operation = app?.operation;
  if (!app || !operation) {
    return undefined;
  }
  const begun = past ?? context.clock();
  const startedAt = kubeTime(begun);
  const running: OperationState = { operation, phase: 'Running', startedAt };
  patchStatus(home, key, { operationState: running }, { at: begun });

  if (!past) {
    await context.takeTime();
  }
  const at = past ?? context.clock();
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
      deployedAt: kubeTime(at),
      initiatedBy: operation.initiatedBy ?? {},
    });
    patchStatus(home, key, { history }, { at });
  }
  const result = isTerminating(home, key)
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
        finishedAt: kubeTime(at),
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
