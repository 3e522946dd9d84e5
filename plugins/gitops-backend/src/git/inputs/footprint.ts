import { TreeDifference } from '../commands/readTreeChanges';
import { ManifestTree } from './manifestTree';
import { parentOf } from './repositoryPath';

/** All that was asked of a tree: another tree that would say the same has the same answer. */
export interface Footprint {
  /** Of which the kind counts. */
  kinds: Set<string>;
  /** Of which the contents count. */
  contents: Set<string>;
  /** Directories of which it counts what is in them by name and kind. */
  lists: Set<string>;
  /** Directories of which the links count that are in them. */
  links: Set<string>;
}

export function sizeOf({ kinds, contents, lists, links }: Footprint): number {
  return 1 + kinds.size + contents.size + lists.size + links.size;
}

/** A tree that remembers what it is asked for. */
export function watched(tree: ManifestTree): {
  tree: ManifestTree;
  footprint: Footprint;
} {
  const footprint: Footprint = {
    kinds: new Set(),
    contents: new Set(),
    lists: new Set(),
    links: new Set(),
  };
  return {
    footprint,
    tree: {
      kind(path) {
        footprint.kinds.add(path);
        return tree.kind(path);
      },
      id(path) {
        footprint.contents.add(path);
        return tree.id(path);
      },
      read(path) {
        footprint.contents.add(path);
        return tree.read(path);
      },
      list(directory) {
        footprint.lists.add(directory);
        return tree.list(directory);
      },
      links(directory) {
        footprint.links.add(directory);
        return tree.links(directory);
      },
    },
  };
}

/** Which footprints another tree does not fit, given how it differs. */
export function differing(
  difference: TreeDifference,
): (footprint: Footprint) => boolean {
  const kinds = new Set<string>();
  const lists = new Set<string>();
  const links = new Set<string>();
  for (const [path, { before, after }] of difference) {
    const isLink = before?.kind === 'link' || after?.kind === 'link';
    if (isLink) addAbove(path, links);
    if (before?.kind === after?.kind) continue;
    kinds.add(path);
    addAbove(path, lists);
  }
  const some = (asked: Set<string>, changed: { has(path: string): boolean }) =>
    [...asked].some(path => changed.has(path));
  return footprint =>
    some(footprint.kinds, kinds) ||
    some(footprint.contents, difference) ||
    some(footprint.lists, lists) ||
    some(footprint.links, links);
}

/** Adds all directories that hold a path. */
function addAbove(path: string, to: Set<string>): void {
  let directory = path;
  do {
    directory = parentOf(directory);
    if (to.has(directory)) return;
    to.add(directory);
  } while (directory !== '');
}
