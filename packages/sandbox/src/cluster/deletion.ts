import { at } from './json';
import type { ResourceType } from './kinds';
import { timestamp } from './object';
import type { ObjectStore } from './store';
import type { KubeObject } from './types';

/** What deletes objects, with what goes with them. */
export interface Deletion {
  store: ObjectStore;
  kinds: readonly ResourceType[];
  /** Stores an object that is only marked for deletion. */
  mark: (type: ResourceType, object: KubeObject) => KubeObject;
  at: Date;
}

/** Objects of a namespace that is gone, or whose owners are. */
function dependents(
  { store, kinds }: Deletion,
  type: ResourceType,
  gone: KubeObject,
): Array<{ type: ResourceType; object: KubeObject }> {
  const isNamespace = type.group === '' && type.kind === 'Namespace';
  const { name, uid, namespace } = gone.metadata;
  return kinds
    .filter(kind => kind.namespaced)
    .flatMap(kind =>
      store
        .list(kind, isNamespace ? name : namespace)
        .filter(
          ({ metadata: { ownerReferences = [] } }) =>
            isNamespace ||
            (ownerReferences.length > 0 &&
              ownerReferences.every(owner => at(owner, 'uid') === uid)),
        )
        .map(object => ({ type: kind, object })),
    );
}

/** Takes an object out of the store, and then what depended on it. */
export function removeObject(
  deletion: Deletion,
  type: ResourceType,
  object: KubeObject,
): KubeObject {
  const removed = deletion.store.remove(type, object);
  for (const dependent of dependents(deletion, type, removed)) {
    deleteObject(deletion, dependent.type, dependent.object);
  }
  return removed;
}

/** Removes the object, or marks it while it has finalizers. */
export function deleteObject(
  deletion: Deletion,
  type: ResourceType,
  existing: KubeObject,
): KubeObject {
  const { metadata } = existing;
  if ((metadata.finalizers ?? []).length === 0) {
    return removeObject(deletion, type, existing);
  }
  if (metadata.deletionTimestamp) return existing;
  const { generation } = metadata;
  return deletion.mark(type, {
    ...existing,
    metadata: {
      ...metadata,
      deletionGracePeriodSeconds: 0,
      deletionTimestamp: timestamp(deletion.at),
      ...(generation ? { generation: generation + 1 } : {}),
    },
  });
}
