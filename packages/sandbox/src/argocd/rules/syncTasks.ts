import { SelectedResource } from '../application';
import { ComparedResource } from './compareAll';
import { inSyncOrder } from './syncOrder';

export interface SyncTasks {
  apply: ComparedResource[];
  /** In Git no longer. */
  prune: ComparedResource[];
}

/** What a sync has to do, in its order; only the selected resources, if any are. */
export function syncTasks(
  resources: ComparedResource[],
  selected: SelectedResource[] = [],
): SyncTasks {
  const chosen = resources.filter(
    ({ key }) =>
      selected.length === 0 ||
      selected.some(
        one =>
          (one.group ?? '') === key.group &&
          one.kind === key.kind &&
          one.name === key.name &&
          (!one.namespace || one.namespace === key.namespace),
      ),
  );
  const inOrder = (pick: 'target' | 'live', from: ComparedResource[]) => {
    const objects = from.flatMap(one => one[pick] ?? []);
    return inSyncOrder(objects).flatMap(
      object => from.find(one => one[pick] === object) ?? [],
    );
  };
  return {
    apply: inOrder(
      'target',
      chosen.filter(({ target }) => target),
    ),
    prune: inOrder(
      'live',
      chosen.filter(({ target, live }) => !target && live),
    ).reverse(),
  };
}
