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

export const NOT_FETCHED =
  'what is on a network is not fetched: keep a copy in the repository';

const ADDRESS = /^https?:\/\//i;

/** Of an entry of `files`, which is `key=path` or a path, the path. */
function pathOf(text: string, path: JsonPath): string {
  // kustomize takes fields in any case, and ſ for S.
  const isFile = String(path.at(-2)).toUpperCase() === 'FILES';
  return isFile ? text.slice(text.indexOf('=') + 1) : text;
}

/** Where a kustomization, or a plugin of it, names something on a network; kustomize would fetch it. */
export function remoteReferences(
  value: unknown,
  path: JsonPath = [],
): JsonPath[] {
  if (typeof value === 'string') {
    return ADDRESS.test(pathOf(value, path)) ? [path] : [];
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
