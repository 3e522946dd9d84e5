import { Mirror, Remote } from '../commands/mirror';
import { readTree } from '../commands/readTree';
import { KUSTOMIZATION_NAMES } from '../inputs/manifestTree';
import { secretFilesOf } from '../inputs/kustomizationReferences';
import { readContents } from '../inputs/readContents';
import { parentOf, repositoryPath } from '../inputs/repositoryPath';
import { ancestors } from '../log/ancestors';

/** Of a kustomization, in bytes. */
const MAX_CONTENTS = 200_000;

/**
 * Those of the files that a kustomization makes Secrets of, in any of these commits: one
 * beside them or above, and what names them by now.
 *
 * @param namedBy - files, from the root
 */
export async function findSecretFiles(
  mirror: Mirror,
  remote: Remote,
  commits: readonly string[],
  { files, namedBy }: { files: readonly string[]; namedBy: readonly string[] },
): Promise<Set<string>> {
  const candidates = new Set(namedBy);
  for (const directory of new Set(
    files.flatMap(file => [...ancestors(file)]),
  )) {
    for (const name of KUSTOMIZATION_NAMES) {
      candidates.add(directory === '' ? name : `${directory}/${name}`);
    }
  }
  const found = new Map<string, string>();
  for (const sha of commits) {
    const tree = await readTree(mirror, sha);
    for (const path of candidates) {
      const entry = tree.get(path);
      if (entry?.kind === 'file') found.set(`${entry.id} ${path}`, entry.id);
    }
  }
  const contents = await readContents(mirror, remote, {
    shas: commits,
    ids: [...new Set(found.values())],
    maxBytes: MAX_CONTENTS,
  });
  const secret = new Set<string>();
  for (const [key, id] of found) {
    const directory = parentOf(key.slice(id.length + 1));
    for (const file of secretFilesOf(contents.get(id) ?? '')) {
      secret.add(repositoryPath(file, directory) ?? '');
    }
  }
  return new Set(files.filter(file => secret.has(file)));
}
