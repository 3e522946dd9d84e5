import { isMap, isSeq } from 'yaml';
import { isRecord, JsonPath, valueAt } from '../json';
import { Manifest, Source } from './manifest';
import { offsetOf, pairOf, resolved, YamlDocument } from './yamlText';

interface Reached {
  /** How many keys of the path are there. */
  depth: number;
  offset: number;
}

/**
 * Goes from a node along a path as far as there is something. Items of lists are
 * found by their name, because in a patch they have other places.
 */
function reach(
  { document }: YamlDocument,
  start: unknown,
  content: unknown,
  path: JsonPath,
): Reached {
  let node = resolved(document, start);
  const reached = { depth: 0, offset: offsetOf(node) };
  for (const key of path) {
    if (isMap(node) && typeof key === 'string') {
      const pair = pairOf(document, node, key);
      if (!pair) break;
      reached.offset = offsetOf(pair.key);
      node = resolved(document, pair.value);
    } else if (isSeq(node) && typeof key === 'number') {
      const wanted = valueAt(content, path.slice(0, reached.depth + 1));
      const name = isRecord(wanted) ? wanted.name : undefined;
      const items = node.items.map(item => resolved(document, item));
      const item =
        name === undefined
          ? items[key]
          : items.find(other => isMap(other) && other.get('name') === name);
      if (item === undefined) break;
      reached.offset = offsetOf(item);
      node = item;
    } else {
      break;
    }
    reached.depth += 1;
  }
  return reached;
}

/** The same in a JSON patch: the last operation that reaches deepest. */
function reachInOperations(
  yaml: YamlDocument,
  operations: unknown[],
  content: unknown,
  path: JsonPath,
): Reached {
  let best: Reached = { depth: 0, offset: offsetOf(operations[0]) };
  for (const operation of operations) {
    const node = resolved(yaml.document, operation);
    const pointer = isMap(node) ? String(node.get('path')) : '';
    const keys = pointer
      .split('/')
      .slice(1)
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const name = isMap(node) ? node.getIn(['value', 'name']) : undefined;
    const leadsThere =
      keys.length > 0 &&
      keys.length <= path.length &&
      keys.every((key, index) =>
        // `-`: at the end of a list.
        key === '-' && typeof path[index] === 'number'
          ? name === valueAt(content, [...path.slice(0, index + 1), 'name'])
          : key === String(path[index]),
      );
    if (!isMap(node) || !leadsThere) continue;
    const rest = reach(
      yaml,
      node.get('value', true),
      valueAt(content, path.slice(0, keys.length)),
      path.slice(keys.length),
    );
    const depth = keys.length + rest.depth;
    if (depth < best.depth) continue;
    best = { depth, offset: rest.depth > 0 ? rest.offset : offsetOf(node) };
  }
  return best;
}

function reachIn(source: Source, content: unknown, path: JsonPath): Reached {
  const { yaml, node } = source;
  return source.role === 'patch' && isSeq(node)
    ? reachInOperations(yaml, node.items, content, path)
    : reach(yaml, node, content, path);
}

/** The entry below `images:` that made a container's image what it is. */
function imageSetter(manifest: Manifest, path: JsonPath) {
  const image = valueAt(manifest.content, path);
  if (path.at(-1) !== 'image' || typeof image !== 'string') return undefined;
  return manifest.images.find(
    entry =>
      image.startsWith(entry.image) &&
      /^(?:$|[:@])/.test(image.slice(entry.image.length)),
  );
}

const ROLES: Array<Source['role']> = [
  'resource',
  'patch',
  'generator',
  'kustomization',
];

/**
 * Where something in a manifest is written: what sets it last, else the deepest
 * part of the way to it that is written anywhere.
 */
export function locate(
  manifest: Manifest,
  path: JsonPath,
): { file: string; line: number } {
  const entry = imageSetter(manifest, path);
  if (entry) {
    const key = ['newTag', 'digest', 'newName'].find(name =>
      entry.node.has(name),
    );
    const { yaml, node } = entry;
    const { offset } = reach(yaml, node, {}, key ? [key] : []);
    return { file: yaml.file, line: yaml.lineAt(offset) };
  }
  const places = manifest.sources.map(source => ({
    source,
    ...reachIn(source, manifest.content, path),
  }));
  const whole = places.find(
    ({ depth, source }) =>
      depth > 0 && depth === path.length && source.role !== 'kustomization',
  );
  const [deepest] = places.sort(
    (a, b) =>
      b.depth - a.depth ||
      ROLES.indexOf(a.source.role) - ROLES.indexOf(b.source.role),
  );
  const { source, offset } = whole ?? deepest;
  return { file: source.yaml.file, line: source.yaml.lineAt(offset) };
}
