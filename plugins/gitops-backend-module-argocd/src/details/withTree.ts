import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { ResourceNode } from '../api/resourceTree';
import { listImages } from '../images';
import { byResource, resourceKey, toResourceRef } from '../resourceRef';
import { toHealth } from './toManagedResources';

/** What the tree knows, and Argo CD does not state with the application. */
function factsOf(node: ResourceNode) {
  return {
    images: listImages(node.images),
    createdAt: toTimestamp(node.createdAt ?? undefined),
  };
}

/** Of each resource those that were made for it. */
function listChildren(nodes: ResourceNode[]): Map<string, ResourceNode[]> {
  const children = new Map<string, ResourceNode[]>();
  for (const node of nodes) {
    for (const parent of node.parentRefs ?? []) {
      const key = resourceKey(parent);
      const its = children.get(key) ?? [];
      its.push(node);
      children.set(key, its);
    }
  }
  return children;
}

/**
 * What an application manages with what controllers have made for it, down to the
 * last; in stable order. What hangs on nothing that it manages, such as the pods
 * of a hook, is left out.
 */
export function withTree(
  managed: ManagedResource[],
  nodes: ResourceNode[],
): ManagedResource[] {
  const nodeOf = new Map(nodes.map(node => [resourceKey(node), node]));
  const children = listChildren(nodes);
  const found = new Map<string, ManagedResource>();
  for (const resource of managed) {
    const node = nodeOf.get(resourceKey(resource));
    found.set(resourceKey(resource), {
      ...resource,
      ...(node && factsOf(node)),
      ...(node && !resource.health && toHealth(node.health)),
    });
  }
  // What is added while it is gone through is gone through as well.
  for (const [key, parent] of found) {
    for (const node of children.get(key) ?? []) {
      const own = resourceKey(node);
      if (!found.has(own)) {
        found.set(own, {
          ...toResourceRef(node),
          parent: toResourceRef(parent),
          ...toHealth(node.health),
          ...factsOf(node),
        });
      }
    }
  }
  return [...found.values()].sort(byResource);
}
