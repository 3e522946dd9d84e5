import { isRecord, JsonPath } from '../json';

/** Text that is taken as it is, not as the name of a file. */
const TEXT = new Set([
  'patch',
  'literals',
  'options',
  'images',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'metadata',
  'inlineConfigs',
]);

/** Where a kustomization names something on a network; kustomize would fetch it. */
export function remoteReferences(
  value: unknown,
  path: JsonPath = [],
): JsonPath[] {
  if (typeof value === 'string') {
    const isRemote =
      !value.includes('\n') && /^(?:[^=\s]+=)?https?:\/\//i.test(value);
    return isRemote ? [path] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      remoteReferences(item, [...path, index]),
    );
  }
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .filter(([key]) => !TEXT.has(key))
    .flatMap(([key, item]) => remoteReferences(item, [...path, key]));
}
