import { BareRepository } from './bareRepository';
import { gitText, runGit } from './runGit';

export interface TreeEntry {
  type: string;
  sha: string;
}

/** What a commit has at a path below its root: a blob, a tree, or undefined. */
export async function readEntry(
  { directory }: BareRepository,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  if (path === '') {
    return undefined;
  }
  const text = await gitText(
    ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', path],
    { directory },
  );
  const match = /^\d+ (\w+) ([0-9a-f]+)\t([^\0]*)\0/.exec(text);
  return match?.[3] === path ? { type: match[1], sha: match[2] } : undefined;
}

/** The content of a file; undefined where the commit has none at that path. */
export async function readBlob(
  repository: BareRepository,
  commit: string,
  path: string,
): Promise<Buffer | undefined> {
  const entry = await readEntry(repository, commit, path);
  if (entry?.type !== 'blob') {
    return undefined;
  }
  return await runGit(['cat-file', 'blob', entry.sha], {
    directory: repository.directory,
  });
}

/** Names in a folder of a commit, folders with a `/` at the end; `''` is the root. */
export async function listFolder(
  { directory }: BareRepository,
  commit: string,
  folder: string,
): Promise<string[]> {
  const text = await gitText(
    ['ls-tree', '-z', '--full-tree', `${commit}:${folder}`],
    { directory },
  );
  return text
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [facts, name] = line.split('\t');
      return facts.split(' ')[1] === 'tree' ? `${name}/` : name;
    });
}

/** The tree of a commit as a gzipped tar, below one folder. */
export async function archiveOf(
  { directory }: BareRepository,
  commit: string,
  folder: string,
): Promise<Buffer> {
  return await runGit(
    ['archive', '--format=tar.gz', `--prefix=${folder}/`, commit],
    { directory },
  );
}
