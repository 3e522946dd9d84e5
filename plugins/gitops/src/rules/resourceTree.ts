import {
  ManagedResource,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import { isCalm, rankOfResource } from './resourceState';

export interface ResourceNode {
  key: string;
  resource: ManagedResource;
  /** What was made for it. */
  children: ResourceNode[];
  /** How bad the worst of it and of all below it is; the lower, the worse. */
  rank: number;
  /** Whether nobody has to look at it, nor at anything below it. */
  calm: boolean;
}

/** Resources of one kind beside each other. */
export interface Siblings {
  key: string;
  kind: string;
  shown: ResourceNode[];
  /** Calm ones beyond the first, to be shown on request. */
  rest: ResourceNode[];
}

/** Up to this many calm ones of a kind stand beside each other at once. */
export const MOST_OF_A_KIND = 10;

export function resourceKey(resource: ResourceRef): string {
  const { group, kind, namespace = '', name } = resource;
  return [group, kind, namespace, name].join('/');
}

/** Without doubles: one that is listed twice is one. */
export function uniqueResources(items: ManagedResource[]): ManagedResource[] {
  return [...new Map(items.map(each => [resourceKey(each), each])).values()];
}

/**
 * What is applied, and below each what was made for it. A resource whose parent is
 * not listed stands at the top, as does one of those that name each other as
 * parents.
 */
export function resourceTree(items: ManagedResource[]): ResourceNode[] {
  const nodes = new Map<string, ResourceNode>();
  for (const resource of uniqueResources(items)) {
    const key = resourceKey(resource);
    const rank = rankOfResource(resource);
    const calm = isCalm(resource);
    nodes.set(key, { key, resource, children: [], rank, calm });
  }
  const parents = new Map<ResourceNode, ResourceNode>();
  const roots: ResourceNode[] = [];
  for (const node of nodes.values()) {
    const { parent } = node.resource;
    const above = parent && nodes.get(resourceKey(parent));
    if (above && !isWithin(above, node, parents)) {
      parents.set(node, above);
      above.children.push(node);
    } else {
      roots.push(node);
    }
  }
  for (const node of nodes.values()) {
    for (let up = parents.get(node); up; up = parents.get(up)) {
      up.rank = Math.min(up.rank, node.rank);
      up.calm &&= node.calm;
    }
  }
  return roots;
}

function isWithin(
  node: ResourceNode,
  whole: ResourceNode,
  parents: Map<ResourceNode, ResourceNode>,
): boolean {
  for (let up: ResourceNode | undefined = node; up; up = parents.get(up)) {
    if (up === whole) return true;
  }
  return false;
}

/** Kind by kind, the worst first; never without what somebody has to look at. */
export function siblingsOf(nodes: ResourceNode[]): Siblings[] {
  const byKind = new Map<string, ResourceNode[]>();
  for (const node of [...nodes].sort(worstFirst)) {
    const { group, kind } = node.resource;
    const key = `${group}/${kind}`;
    byKind.set(key, [...(byKind.get(key) ?? []), node]);
  }
  return [...byKind].map(([key, all]) => {
    const loud = all.filter(node => !node.calm);
    const room = Math.max(0, MOST_OF_A_KIND - loud.length);
    const calm = all.filter(node => node.calm);
    return {
      key,
      kind: all[0].resource.kind,
      shown: [...loud, ...calm.slice(0, room)],
      rest: calm.slice(room),
    };
  });
}

function worstFirst(a: ResourceNode, b: ResourceNode): number {
  return (
    a.rank - b.rank ||
    a.resource.kind.localeCompare(b.resource.kind) ||
    a.resource.name.localeCompare(b.resource.name, undefined, {
      numeric: true,
    })
  );
}
