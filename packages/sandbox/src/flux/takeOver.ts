import { FieldSet, ManagedFieldsEntry } from '../cluster/types';

/** Managers whose changes Flux undoes, as the prefix of their names. */
const UNDONE = ['kubectl', 'before-first-apply'];

function union(a: FieldSet, b: FieldSet): FieldSet {
  const result = { ...a };
  for (const [key, fields] of Object.entries(b)) {
    result[key] = union(result[key] ?? {}, fields);
  }
  return result;
}

/**
 * Flux makes the fields of `kubectl*` its own before it applies, so that the
 * apply removes what was added by hand. Undefined when there is nothing to do.
 */
export function takeOver(
  entries: ManagedFieldsEntry[],
  manager: string,
): ManagedFieldsEntry[] | undefined {
  const isUndone = (entry: ManagedFieldsEntry) =>
    !entry.subresource && UNDONE.some(name => entry.manager.startsWith(name));
  const isOwn = (entry: ManagedFieldsEntry) =>
    entry.manager === manager && entry.operation === 'Apply';
  const undone = entries.filter(isUndone);
  if (!undone.length) {
    return undefined;
  }
  const own: ManagedFieldsEntry = entries.find(isOwn) ?? {
    ...undone[0],
    manager,
    operation: 'Apply',
  };
  const fieldsV1 = undone.reduce(
    (fields, entry) => union(fields, entry.fieldsV1),
    own.fieldsV1,
  );
  return [
    { ...own, fieldsV1 },
    ...entries.filter(entry => !isUndone(entry) && !isOwn(entry)),
  ];
}
