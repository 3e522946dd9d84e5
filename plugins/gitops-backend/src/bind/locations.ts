import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { parentOf } from '../git/inputs/repositoryPath';
import { BindingPolicy } from './bindingPolicy';
import { readTreeUrl, TreeUrl } from './treeUrl';

type Reading = Pick<BindingPolicy, 'integrations' | 'sourceFileUrl'>;

/**
 * The directories in which a component says that its sources lie. Its author writes
 * these annotations, so that they merely claim. Other kinds are often declared beside
 * it, and would all have what it has.
 */
export function saidLocations(entity: Entity, reading: Reading): TreeUrl[] {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'component') return [];
  const { annotations = {} } = entity.metadata;
  const file = annotations[reading.sourceFileUrl];
  return [
    annotations[ANNOTATION_SOURCE_LOCATION] ?? annotations[ANNOTATION_LOCATION],
    file && `url:${file}`,
  ].flatMap(ref => directory(ref, reading) ?? []);
}

/**
 * The directory in which the catalog found the entity. The catalog writes that,
 * whatever an author has put there: who could put the file there, at that branch, can
 * change what lies below, which confirms.
 */
export function foundLocation(
  entity: Entity,
  reading: Reading,
): TreeUrl | undefined {
  return directory(entity.metadata.annotations?.[ANNOTATION_LOCATION], reading);
}

function directory(
  ref: string | undefined,
  { integrations }: Reading,
): TreeUrl | undefined {
  if (!ref) return undefined;
  const url = urlOf(ref);
  const tree = url && readTreeUrl(url, integrations);
  if (!tree) return undefined;
  // Whatever else might be a file counts as a directory: that never widens what lies below.
  return /\.(?:ya?ml|json)$/i.test(tree.path)
    ? { ...tree, path: parentOf(tree.path) }
    : tree;
}

function urlOf(ref: string): string | undefined {
  try {
    const { type, target } = parseLocationRef(ref);
    return type === 'url' ? target : undefined;
  } catch {
    return undefined;
  }
}
