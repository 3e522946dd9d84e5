import {
  DriftedField,
  MAX_DRIFTED_FIELDS,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { InventoryItem, inventoryOf } from '../drift/inventory';
import { HelmRelease } from './helmRelease';
import { findCondition } from './object';

/** Modes of `spec.driftDetection` in which Flux looks for drift. */
const LOOKS = ['warn', 'enabled'];

/** `ConfigMap/<namespace>/<name> removed`; without a namespace where it is in none. */
function driftedResource(
  line: string,
  inventory: InventoryItem[],
): DriftedField | undefined {
  const [, kind, namespace, name, what] =
    /^([^/\s]+)\/(?:([^/\s]+)\/)?([^/\s]+) (removed|changed)\b/.exec(line) ??
    [];
  if (!kind) return undefined;
  // The words leave the group out.
  const group =
    inventory.find(
      item =>
        item.kind === kind &&
        item.namespace === namespace &&
        item.name === name,
    )?.group ?? '';
  return {
    resource: { group, kind, namespace, name },
    change: what === 'removed' ? 'resourceRemoved' : 'changed',
    by: 'unknown',
  };
}

/**
 * Drift as Flux itself reports it: whole resources, and nobody's name. Null where
 * it does not look.
 */
export function projectHelmDrift(
  release: HelmRelease,
): ObservedApplication['drift'] {
  const { metadata, spec } = release;
  const drifted = findCondition(release, 'Drifted');
  const looks = LOOKS.includes(spec?.driftDetection?.mode ?? '');
  if (!looks || !drifted || metadata.deletionTimestamp) return null;
  if (drifted.status === 'False') {
    // A suspended one says what was so when Flux looked last; that is no agreement.
    return spec?.suspend ? null : { fields: [], total: 0 };
  }
  if (drifted.status !== 'True') return null;
  const inventory = inventoryOf(release);
  const fields = drifted.message
    .split('\n')
    .flatMap(line => driftedResource(line.trim(), inventory) ?? []);
  return {
    fields: fields.slice(0, MAX_DRIFTED_FIELDS),
    // It has drifted, also where the words cannot be read.
    total: Math.max(fields.length, 1),
  };
}
