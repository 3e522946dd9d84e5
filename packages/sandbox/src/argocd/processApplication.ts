import { decideAutoSync } from './rules/autoSync';
import { carryConditions } from './rules/conditions';
import { Application } from './application';
import { findApplication, patchStatus, setOperation } from './applicationStore';
import { ArgoContext } from './context';
import { cascades, deleteCascading } from './deleteApplication';
import { AppKey, appKeyString, CONTROLLER, SKIP_RECONCILE } from './names';
import { RefreshLevel, refreshApplication } from './refreshApplication';
import { runOperation } from './runOperation';
import { syncWindowsOf } from './syncWindows';
import { kubeTime } from './time';

export interface ProcessRequest {
  level: RefreshLevel;
  /** When it is to have happened; by default now. */
  at?: Date;
  /** Whether automated sync may act on what the refresh finds. */
  autoSync: boolean;
}

/** One turn for one application. Returns after how many seconds to look again, if at all. */
export async function processApplication(
  context: ArgoContext,
  key: AppKey,
  { level, at, autoSync }: ProcessRequest,
): Promise<{ againIn?: number }> {
  const time = () => at ?? context.clock();
  const app = findApplication(context.home, key);
  if (!app) {
    context.compared.delete(appKeyString(key));
    return {};
  }
  if (cascades(app)) {
    deleteCascading(context, key, app, time());
    return {};
  }
  if (app.metadata.annotations?.[SKIP_RECONCILE] === 'true') {
    return {};
  }
  const ran = await runOperation(context, key, at);
  await refreshApplication(context, key, ran ? 'latest' : level, time());
  return autoSync ? await runAutoSync(context, key, at) : {};
}

/**
 * At most two operations in a row: one for the new revision, and one that heals
 * what somebody changed meanwhile.
 */
async function runAutoSync(
  context: ArgoContext,
  key: AppKey,
  at?: Date,
): Promise<{ againIn?: number }> {
  const time = () => at ?? context.clock();
  for (let round = 0; round < 2; round += 1) {
    const app = findApplication(context.home, key);
    if (
      !app ||
      !syncWindowsOf(context.home, app).canSync({ manually: false })
    ) {
      return {};
    }
    const decision = decideAutoSync(app, time());
    if (decision.act === 'wait') {
      return { againIn: decision.seconds };
    }
    reportSyncError(
      context,
      key,
      app,
      decision.act === 'report' ? decision.message : undefined,
      time(),
    );
    if (decision.act !== 'sync') {
      return {};
    }
    setOperation(context.home, key, decision.operation, {
      at: time(),
      manager: CONTROLLER,
    });
    await runOperation(context, key, at);
    await refreshApplication(context, key, 'latest', time());
  }
  return {};
}

/** Sets the SyncError condition, or takes it back. */
function reportSyncError(
  { home }: ArgoContext,
  key: AppKey,
  { status }: Application,
  message: string | undefined,
  at: Date,
): void {
  const previous = status.conditions ?? [];
  const others = previous.filter(({ type }) => type !== 'SyncError');
  const conditions = carryConditions(
    previous,
    message === undefined
      ? others
      : [...others, { type: 'SyncError', message }],
    kubeTime(at),
  );
  patchStatus(
    home,
    key,
    { conditions: conditions.length ? conditions : undefined },
    { at },
  );
}
