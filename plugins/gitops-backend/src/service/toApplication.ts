import {
  Application,
  Binding,
  EntityStatus,
  RequestedOperation,
} from '@backstage-gitops/plugin-gitops-common';
import { StoredAlert } from '../alerts/rows';
import { InstanceOf } from '../store/instances';
import { StoredApplication } from '../store/rows';
import { SyncWindowStates } from '../syncWindows/SyncWindowStates';
import { Allowed } from './allowed';
import { withoutValues } from './withoutValues';

/** What answers have beside what is kept of an application. */
export interface Present {
  instanceOf: InstanceOf;
  syncWindows: SyncWindowStates;
}

/** What is kept of an application, as it is answered in a list. */
export function toApplication(
  { record, environment, changedAt }: StoredApplication,
  bindings: Binding[],
  { instanceOf, syncWindows: states }: Present,
  alert?: StoredAlert,
): Application {
  const instance = instanceOf(record);
  const { syncWindows, ...known } = record;
  return {
    ...known,
    syncWindow: states.of(syncWindows),
    drift: record.drift && withoutValues(record.drift),
    environment,
    bindings,
    alert: alert
      ? {
          id: alert.id,
          openedAt: alert.openedAt,
          acknowledged: alert.acknowledged,
        }
      : null,
    // While the first snapshot is written, the instance is not said to be seen yet.
    observedAt: instance?.lastSeenAt ?? changedAt,
    stale: instance?.state !== 'reachable',
  };
}

/** The same for its own page: with what the reader may do, and values for who may inspect. */
export function toDetailed(
  stored: StoredApplication,
  bindings: Binding[],
  present: Present,
  { operations, inspect, acknowledge }: Allowed,
  kept: { alert?: StoredAlert; requested?: RequestedOperation },
): Application {
  const capabilities = present.instanceOf(stored.record)?.capabilities;
  const listed = toApplication(stored, bindings, present, kept.alert);
  return {
    ...listed,
    ...(inspect === true && { drift: stored.record.drift }),
    alert: listed.alert && { ...listed.alert, mayAcknowledge: acknowledge },
    requested: kept.requested ?? null,
    allowed: {
      operations: outsideWindows(operations, listed),
      ...(capabilities?.resources && { resources: inspect }),
      ...(capabilities?.diff && { diff: inspect }),
    },
  };
}

/** Who may sync has to wait all the same where a window lets nobody. */
function outsideWindows(
  operations: Allowed['operations'],
  { syncWindow }: Application,
): Allowed['operations'] {
  return operations.sync === true && syncWindow?.manual.allowed === false
    ? { ...operations, sync: 'windowClosed' }
    : operations;
}

/** Of an application only what a list row needs. */
export function toStatus(
  application: Application,
): EntityStatus['applications'][number] {
  const { id, engine, instance, name, environment, sync, health } = application;
  const { operation, paused, drift, stale, observedAt } = application;
  const { automation, conditions, syncWindow } = application;
  return {
    id,
    engine,
    instance,
    name,
    environment,
    sync,
    health,
    operation,
    paused,
    drift,
    conditions,
    automation,
    syncWindow,
    stale,
    observedAt,
  };
}
