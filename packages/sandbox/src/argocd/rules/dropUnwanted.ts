import { FieldSet, KubeObject } from '../../cluster/types';
import { isRecord, JsonRecord } from '../json';
import { APPLIER } from '../names';
import { identify, records } from './mergeKeys';

/**
 * The live object without what was applied before and is no longer in the
 * target; what another manager holds as well stays, as on the API server.
 */
export function dropUnwanted(live: KubeObject, target: KubeObject): KubeObject {
  const copy = structuredClone(live);
  const entries = live.metadata.managedFields ?? [];
  const held = (own: boolean) =>
    entries
      .filter(
        entry =>
          (entry.manager === APPLIER && entry.operation === 'Apply') === own,
      )
      .map(entry => entry.fieldsV1);
  const [applied] = held(true);
  if (applied) {
    dropFields(copy, target, applied, held(false));
  }
  return copy;
}

function dropFields(
  live: JsonRecord,
  target: unknown,
  owned: FieldSet,
  others: FieldSet[],
): void {
  for (const [step, below] of Object.entries(owned)) {
    const name = step.startsWith('f:') ? step.slice(2) : undefined;
    if (name === undefined || !(name in live)) {
      continue;
    }
    const wanted = isRecord(target) ? target[name] : undefined;
    const shared = others.flatMap(set => set[step] ?? []);
    const value = live[name];
    if (isLeaf(below)) {
      if (wanted === undefined && shared.length === 0) {
        delete live[name];
      }
    } else if (Array.isArray(value)) {
      live[name] = dropItems(value, wanted, below, shared);
    } else if (isRecord(value)) {
      dropFields(value, wanted, below, shared);
    }
    if (wanted === undefined && isEmpty(live[name]) && !isLeaf(below)) {
      delete live[name];
    }
  }
}

function dropItems(
  live: unknown[],
  target: unknown,
  owned: FieldSet,
  others: FieldSet[],
): unknown[] {
  const wantedItems = (Array.isArray(target) && records(target)) || [];
  return live.filter(item => {
    for (const [step, below] of Object.entries(owned)) {
      if (step.startsWith('v:')) {
        if (step.slice(2) === JSON.stringify(item)) {
          return (
            others.some(set => step in set) ||
            (Array.isArray(target) && target.includes(item))
          );
        }
        continue;
      }
      const keys = step.startsWith('k:') ? parseKey(step.slice(2)) : undefined;
      if (!keys || !isRecord(item)) {
        continue;
      }
      const names = Object.keys(keys);
      const id = identify(keys, names);
      if (identify(item, names) !== id) {
        continue;
      }
      const wanted = wantedItems.find(one => identify(one, names) === id);
      const shared = others.flatMap(set => set[step] ?? []);
      if (!wanted && shared.length === 0) {
        return false;
      }
      dropFields(item, wanted, below, shared);
    }
    return true;
  });
}

function parseKey(text: string): JsonRecord | undefined {
  const value: unknown = JSON.parse(text);
  return isRecord(value) ? value : undefined;
}

function isLeaf(set: FieldSet): boolean {
  return Object.keys(set).every(key => key === '.');
}

function isEmpty(value: unknown): boolean {
  return isRecord(value)
    ? Object.keys(value).length === 0
    : Array.isArray(value) && value.length === 0;
}
