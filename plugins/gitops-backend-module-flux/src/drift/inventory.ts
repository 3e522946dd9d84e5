import { ResourceRef } from '@backstage-gitops/plugin-gitops-common';
import { objectNameSchema } from '@backstage-gitops/plugin-gitops-node';
import { FluxObject } from '../project/object';

/** An object that a Kustomization applied. */
export interface InventoryItem extends ResourceRef {
  /** As Flux writes it: `<namespace>_<name>_<group>_<kind>`. */
  id: string;
  version: string;
}

/** Colons, which names of RBAC objects may have, are two underscores in an id. */
export function inventoryId(ref: ResourceRef): string {
  const name = ref.name.replaceAll(':', '__');
  return `${ref.namespace ?? ''}_${name}_${ref.group}_${ref.kind}`;
}

/** Parts of a path: whoever may write a status must not lead it to other objects. */
function arePathParts(parts: string[]): boolean {
  return parts.every(part => objectNameSchema.safeParse(part).success);
}

/** @returns undefined where it is no inventory id */
export function parseInventoryEntry(entry: {
  id: string;
  v: string;
}): InventoryItem | undefined {
  const match = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(entry.id);
  if (!match) return undefined;
  const [, namespace, name, group, kind] = match;
  const parts = [entry.v, ...[namespace, group].filter(Boolean)];
  if (!arePathParts(parts) || /^\.+$/.test(name)) return undefined;
  return {
    id: entry.id,
    version: entry.v,
    group,
    kind,
    namespace: namespace || undefined,
    name: name.replaceAll('__', ':'),
  };
}

/** What Flux has applied for the object, wherever that is. */
export function inventoryOf({ status }: FluxObject): InventoryItem[] {
  return (status?.inventory?.entries ?? []).flatMap(
    each => parseInventoryEntry(each) ?? [],
  );
}
