import type { ResourceType } from '../kinds';
import type { KubeObject } from '../types';
import { parseFieldSelector } from './fieldSelector';
import { parseLabelSelector } from './labelSelector';

/** Which objects a list or watch is about. */
export interface Selection {
  matches(object: KubeObject): boolean;
  /** Whether more than type and namespace is selected by. */
  filters: boolean;
}

export function selectionOf(
  type: ResourceType,
  query: URLSearchParams,
): Selection {
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const byLabel = parseLabelSelector(labels);
  const byField = parseFieldSelector(fields, type);
  return {
    filters: Boolean(labels || fields),
    matches: object => byLabel(object.metadata.labels ?? {}) && byField(object),
  };
}
