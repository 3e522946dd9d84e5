import { ManifestTree } from './manifestTree';
import { parentOf, repositoryPath } from './repositoryPath';

export interface FollowedPath {
  /** Where it really is; undefined where it leads outside or in circles. */
  path?: string;
  /** The symbolic links on the way, which are inputs themselves. */
  links: string[];
}

const MAX_LINKS = 16;

/** Follows symbolic links on every part of a path, never out of the repository. */
export function followLinks(tree: ManifestTree, path: string): FollowedPath {
  const links: string[] = [];
  let current = path;
  for (;;) {
    const segments = current.split('/');
    const depth = segments.findIndex(
      (_, index) =>
        tree.kind(segments.slice(0, index + 1).join('/')) === 'link',
    );
    if (depth < 0) return { path: current, links };
    const link = segments.slice(0, depth + 1).join('/');
    links.push(link);
    const destination = tree.read(link);
    if (
      links.length > MAX_LINKS ||
      destination === undefined ||
      destination.startsWith('/')
    ) {
      return { links };
    }
    const target = repositoryPath(destination, parentOf(link));
    const rest = segments.slice(depth + 1).join('/');
    const next =
      target === undefined ? undefined : repositoryPath(rest, target);
    if (next === undefined) return { links };
    current = next;
  }
}
