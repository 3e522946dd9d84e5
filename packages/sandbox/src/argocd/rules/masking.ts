import { KubeObject } from '../../cluster/types';
import { isRecord } from '../json';

/**
 * Hides the values of Secrets in several states of one object. Equal values get
 * the same mask and different ones different lengths, so that a reader sees
 * which keys differ and nothing else.
 */
export function createMask(): (object: KubeObject) => KubeObject {
  const masks = new Map<string, Map<string, string>>();
  const maskOf = (key: string, value: string): string => {
    const seen = masks.get(key) ?? new Map<string, string>();
    masks.set(key, seen);
    const mask = seen.get(value) ?? '+'.repeat(8 + 4 * seen.size);
    seen.set(value, mask);
    return mask;
  };
  return object => {
    if (object.kind !== 'Secret' || object.apiVersion !== 'v1') {
      return object;
    }
    const { data, stringData: _stringData, ...rest } = object;
    if (!isRecord(data)) {
      return rest;
    }
    const masked = Object.entries(data).map(([key, value]) => [
      key,
      maskOf(key, String(value)),
    ]);
    return { ...rest, data: Object.fromEntries(masked) };
  };
}
