import { Cluster, KubeObject } from '../cluster/types';
import {
  Application,
  AppStatus,
  Operation,
  readApplication,
} from './application';
import { isRecord, sameJson } from './json';
import { API_SERVER, AppKey, applicationRef, CONTROLLER } from './names';

export function findApplication(
  home: Cluster,
  key: AppKey,
): Application | undefined {
  const object = home.get(applicationRef(key));
  return object && readApplication(object);
}

/** Whether somebody has asked to end the running operation. */
export function isTerminating(home: Cluster, key: AppKey): boolean {
  const state = findApplication(home, key)?.status.operationState;
  return state?.phase === 'Terminating';
}

/** Sets or, with undefined, removes fields of the status; nothing is written when nothing changes. */
export function patchStatus(
  home: Cluster,
  key: AppKey,
  patch: Partial<AppStatus>,
  { at, also }: { at: Date; also?: (object: KubeObject) => void },
): void {
  const ref = applicationRef(key);
  const before = home.get(ref);
  if (!before) {
    return;
  }
  const change = (object: KubeObject) => {
    const status = isRecord(object.status) ? object.status : {};
    const merged = Object.entries({ ...status, ...patch });
    object.status = Object.fromEntries(
      merged.filter(([, value]) => value !== undefined),
    );
    also?.(object);
  };
  const after = structuredClone(before);
  change(after);
  if (!sameJson(before, after)) {
    home.edit(ref, change, { manager: CONTROLLER, at });
  }
}

/** Asks the controller for an operation, as the API and automated sync do. */
export function setOperation(
  home: Cluster,
  key: AppKey,
  operation: Operation,
  { at, manager = API_SERVER }: { at: Date; manager?: string },
): KubeObject {
  return home.edit(
    applicationRef(key),
    object => {
      object.operation = operation;
      if (isRecord(object.status)) {
        delete object.status.operationState;
      }
    },
    { manager, at },
  );
}
