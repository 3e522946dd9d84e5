import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import { existing } from '../kustomize/paths';

export interface File {
  /** Relative, with `/`. */
  path: string;
  content: Buffer;
}

const MAX_FILES = 500;

/** Git's own; in a checkout it would be somebody else's configuration. */
function belongsToGit(path: string): boolean {
  return path.split('/').some(part => part.toLowerCase() === '.git');
}

/**
 * All files below a directory of the workspace, without what Git keeps for itself.
 * @throws NotAllowedError if it leads out of the workspace
 * @throws InputError if there are none, or too many, and for what is no plain file
 */
export async function filesIn(
  workspace: string,
  sourcePath: string,
): Promise<File[]> {
  const { path: directory, isDirectory } = await existing(
    workspace,
    sourcePath,
  );
  if (!isDirectory) {
    throw new InputError(`"${sourcePath}" has to be a directory`);
  }
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const files: File[] = [];
  for (const entry of entries.filter(one => !one.isDirectory())) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file).split(sep).join('/');
    if (belongsToGit(path)) continue;
    if (!entry.isFile()) {
      throw new InputError(`"${path}" is no plain file: leave it out`);
    }
    if (files.length === MAX_FILES) {
      throw new InputError(`There are more than ${MAX_FILES} files`);
    }
    files.push({ path, content: await readFile(file) });
  }
  if (files.length === 0) {
    throw new InputError(
      `There are no files below "${sourcePath}" in the workspace`,
    );
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
