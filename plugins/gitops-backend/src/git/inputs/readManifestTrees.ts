import { findTrees } from '../commands/findObjects';
import { Mirror, Remote } from '../commands/mirror';
import { readTree } from '../commands/readTree';
import { readTreeChanges } from '../commands/readTreeChanges';
import { isManifestEntry, ManifestTree } from './manifestTree';
import { readContents } from './readContents';

const MAX_MANIFEST_BYTES = 1024 * 1024;

/**
 * Reads the manifests of commits; fetches those the mirror lacks, in one request.
 * The first commit is read whole and the others by how they differ from it.
 */
export async function readManifestTrees(
  mirror: Mirror,
  remote: Remote,
  shas: readonly string[],
): Promise<Map<string, ManifestTree>> {
  const [first, ...others] = shas;
  if (first === undefined) return new Map();
  const base = await readTree(mirror, first);
  const treeIds = await findTrees(mirror, shas);
  const changes = await readTreeChanges(
    mirror,
    treeIds.get(first) ?? first,
    others.flatMap(sha => treeIds.get(sha) ?? []),
  );

  const ids = new Set<string>();
  for (const entries of [base, ...changes.values()]) {
    for (const [path, entry] of entries) {
      if (entry && isManifestEntry(path, entry)) ids.add(entry.id);
    }
  }
  const contents = await readContents(mirror, remote, {
    shas,
    ids: [...ids],
    maxBytes: MAX_MANIFEST_BYTES,
  });

  return new Map(
    shas.map(sha => {
      const changed = changes.get(treeIds.get(sha) ?? '');
      const entry = (path: string) =>
        changed?.has(path) ? changed.get(path) : base.get(path);
      const read = (path: string) => {
        const found = entry(path);
        return found && isManifestEntry(path, found)
          ? contents.get(found.id)
          : undefined;
      };
      const files = (directory: string) =>
        [...new Set([...base.keys(), ...(changed?.keys() ?? [])])].filter(
          path =>
            (directory === '' || path.startsWith(`${directory}/`)) &&
            entry(path)?.kind === 'file',
        );
      return [sha, { entry, read, files }];
    }),
  );
}
