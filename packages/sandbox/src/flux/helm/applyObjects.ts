import { KubeError } from '../../cluster/errors';
import { Cluster, KubeObject } from '../../cluster/types';
import { inventoryRef } from '../inventory';
import { groupOf, InventoryEntry } from '../resources';
import { MANAGER } from './chartOf';

/** Applies the objects; throws with Helm's words at the first refusal. */
export function applyObjects(
  cluster: Cluster,
  objects: KubeObject[],
  at: Date,
): void {
  for (const object of objects) {
    try {
      cluster.apply(object, { manager: MANAGER, at });
    } catch (error) {
      if (!(error instanceof KubeError)) {
        throw error;
      }
      const { apiVersion, kind, metadata } = object;
      const type = groupOf(apiVersion) ? apiVersion : `/${apiVersion}`;
      throw new Error(
        `server-side apply failed for object ${metadata.namespace}/${metadata.name} ${type}, Kind=${kind}: ${error.status.message}`,
      );
    }
  }
}

/** Deletes what an inventory lists, last applied first. */
export function deleteObjects(
  cluster: Cluster,
  entries: InventoryEntry[],
  at: Date,
): void {
  for (const entry of [...entries].reverse()) {
    const ref = inventoryRef(entry);
    if (ref && cluster.get(ref)) {
      cluster.delete(ref, { manager: MANAGER, at });
    }
  }
}
