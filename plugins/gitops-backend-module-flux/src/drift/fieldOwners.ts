import { ResourceRef } from '@backstage-gitops/plugin-gitops-common';
import {
  FieldPath,
  formatPath,
  listFields,
  ManagedFieldsEntry,
  shortenValue,
  valueAt,
} from '@backstage-gitops/plugin-gitops-node';
import { LiveObject } from './liveObject';

const FLUX = 'kustomize-controller';
/** kubectl's own bookkeeping, which nobody edits by hand. */
const BOOKKEEPING =
  'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]';

/** A field that Flux applied. */
export interface DesiredField {
  /** Absent where only its formatted form is known. */
  path: FieldPath | undefined;
  /** Shortened; only where it may be shown. */
  value: string | undefined;
}

/** A field that somebody else holds. */
export interface OwnedField {
  path: FieldPath;
  entry: ManagedFieldsEntry;
}

function isFlux({ manager, operation, subresource }: ManagedFieldsEntry) {
  return manager === FLUX && operation === 'Apply' && !subresource;
}

export function isKubectl(manager: string | undefined): boolean {
  return manager?.startsWith('kubectl') ?? false;
}

/** The value as it may be shown: nothing of a Secret. */
export function shownValue(
  live: LiveObject,
  ref: ResourceRef,
  path: FieldPath | undefined,
): string | undefined {
  const isSecret = ref.kind === 'Secret' && ref.group === '';
  return isSecret || !path ? undefined : shortenValue(valueAt(live, path));
}

/** Flux's own `Apply` entry; its time moves only when an apply changed something. */
export function ownEntry({
  metadata,
}: LiveObject): ManagedFieldsEntry | undefined {
  return metadata.managedFields.find(isFlux);
}

/** The fields that Flux's own `Apply` entry has, by formatted path. */
export function heldFields(
  live: LiveObject,
  ref: ResourceRef,
): Map<string, DesiredField> {
  return new Map(
    listFields(ownEntry(live)?.fieldsV1 ?? {}).map(path => [
      formatPath(path),
      { path, value: shownValue(live, ref, path) },
    ]),
  );
}

/** Fields of everybody but Flux; whoever writes status changes nothing that is desired. */
export function foreignFields({
  metadata,
}: LiveObject): Map<string, OwnedField> {
  const fields = new Map<string, OwnedField>();
  for (const entry of metadata.managedFields) {
    if (isFlux(entry) || entry.subresource === 'status') continue;
    for (const path of listFields(entry.fieldsV1)) {
      const key = formatPath(path);
      const known = fields.get(key);
      // Of several owners the last one to write made the value what it is.
      if (!known || (known.entry.time ?? '9') < (entry.time ?? '9')) {
        fields.set(key, { path, entry });
      }
    }
  }
  return fields;
}

/**
 * `kubectl*` fields that Flux does not hold. Flux removes these managers before it
 * applies, so that what is there was written since; with `Merge` it keeps them,
 * and an older entry may hold what it was asked to tolerate.
 * @param appliedAt - the last apply of Flux, as its entry has it
 */
export function addedByHand(
  foreign: Map<string, OwnedField>,
  held: Map<string, DesiredField>,
  appliedAt: string | undefined,
): string[] {
  return [...foreign]
    .filter(([key, { entry }]) => {
      const { manager, operation, time } = entry;
      if (!isKubectl(manager) || operation !== 'Update') return false;
      if (key === BOOKKEEPING || held.has(key)) return false;
      return !time || !appliedAt || time >= appliedAt;
    })
    .map(([key]) => key);
}
