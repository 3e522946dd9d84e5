import type { KubeObject, ManagedFieldsEntry } from '../types';
import type { FieldChanges } from './compare';
import {
  decodePaths,
  difference,
  encodePaths,
  intersection,
  type PathSet,
  sameSet,
  union,
} from './pathSet';

/** Who writes. `time` is absent for the scale subresource. */
export interface Writer {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time?: string;
}

/** One entry of managedFields. */
export interface Owner extends Writer {
  fields: PathSet;
}

export function ownersOf(object: KubeObject | undefined): Owner[] {
  return (object?.metadata.managedFields ?? []).map(
    ({ fieldsType, fieldsV1, ...writer }) => ({
      ...writer,
      fields: decodePaths(fieldsV1),
    }),
  );
}

export function isSameWriter(a: Writer, b: Writer): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.apiVersion === b.apiVersion &&
    a.subresource === b.subresource
  );
}

export function sameOwners(a: Owner[], b: Owner[]): boolean {
  const kept = a.filter(owner => owner.fields.size > 0);
  const others = b.filter(owner => owner.fields.size > 0);
  return (
    kept.length === others.length &&
    kept.every(owner =>
      others.some(
        other =>
          isSameWriter(owner, other) && sameSet(owner.fields, other.fields),
      ),
    )
  );
}

function order(a: Owner, b: Owner): number {
  return (
    a.operation.localeCompare(b.operation) ||
    (a.time ?? '').localeCompare(b.time ?? '') ||
    a.manager.localeCompare(b.manager) ||
    (a.subresource ?? '').localeCompare(b.subresource ?? '')
  );
}

/** As stored: owners of nothing are left out. */
export function managedFieldsOf(owners: Owner[]): ManagedFieldsEntry[] {
  return owners
    .filter(owner => owner.fields.size > 0)
    .sort(order)
    .map(({ fields, manager, operation, apiVersion, time, subresource }) => ({
      manager,
      operation,
      apiVersion,
      ...(time ? { time } : {}),
      fieldsType: 'FieldsV1' as const,
      fieldsV1: encodePaths(fields),
      ...(subresource ? { subresource } : {}),
    }));
}

/**
 * The owners after an Update: what it changed is the writer's alone. Its time
 * moves whenever it took something, be it from itself; who only removes fields
 * leaves no trace.
 */
export function ownersAfterUpdate(
  owners: Owner[],
  changes: FieldChanges,
  writer: Writer,
): Owner[] {
  const taken = union(changes.added, changes.modified);
  const lost = union(taken, changes.removed);
  const previous = owners.find(owner => isSameWriter(owner, writer));
  const others = owners
    .filter(owner => owner !== previous)
    .map(owner => ({ ...owner, fields: difference(owner.fields, lost) }));
  const kept = difference(previous?.fields ?? new Set(), changes.removed);
  return [
    ...others,
    {
      ...writer,
      time: taken.size > 0 ? writer.time : previous?.time,
      fields: union(kept, taken),
    },
  ];
}

/** Fields of others that an Apply would change, by owner. */
export function conflictsOf(
  owners: Owner[],
  changes: FieldChanges,
  writer: Writer,
): Array<{ owner: Owner; fields: PathSet }> {
  const taken = union(changes.added, changes.modified);
  return owners
    .filter(owner => !isSameWriter(owner, writer))
    .map(owner => ({ owner, fields: intersection(owner.fields, taken) }))
    .filter(({ fields }) => fields.size > 0);
}
