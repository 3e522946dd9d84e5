import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The file that makes a directory a kustomization, absolute; undefined if it is none. */
export async function kustomizationFile(
  directory: string,
): Promise<string | undefined> {
  const names = await readdir(directory);
  const name = FILE_NAMES.find(known => names.includes(known));
  return name && join(directory, name);
}

/**
 * A path in the workspace, absolute.
 * @throws NotAllowedError if it leads out of the workspace
 * @throws InputError if there is nothing
 */
export async function existing(
  workspace: string,
  path: string,
): Promise<{ path: string; isDirectory: boolean }> {
  const absolute = resolveSafeChildPath(workspace, path);
  const found = await stat(absolute).catch(() => undefined);
  if (!found) {
    throw new InputError(
      `There is no "${path}" in the workspace: name a file or a directory that an earlier step has made`,
    );
  }
  return { path: absolute, isDirectory: found.isDirectory() };
}

/** What is at or below a path in the workspace; all absolute. */
export interface Found {
  /** Directories with a kustomization; what they consist of is not in `files`. */
  kustomizations: string[];
  /** YAML files that are in none of them. */
  files: string[];
}

/**
 * Looks for kustomizations and YAML files. Symbolic links are not followed.
 * @throws as `existing`
 */
export async function findManifests(
  workspace: string,
  path: string,
): Promise<Found> {
  const start = await existing(workspace, path);
  if (!start.isDirectory) return { kustomizations: [], files: [start.path] };
  if (await kustomizationFile(start.path)) {
    return { kustomizations: [start.path], files: [] };
  }
  const found: Found = { kustomizations: [], files: [] };
  const entries = await readdir(start.path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(start.path, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') {
      const below = await findManifests(workspace, relative(workspace, child));
      found.kustomizations.push(...below.kustomizations);
      found.files.push(...below.files);
    } else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) {
      found.files.push(child);
    }
  }
  return found;
}
