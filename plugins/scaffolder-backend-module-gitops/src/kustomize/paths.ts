import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  isChildPath,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
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

/** What an absolute path leads to. */
export interface Place {
  /** With links followed, as kustomize goes on from there. */
  path: string;
  is: 'file' | 'directory' | 'outside' | 'absent';
}

export async function placeOf(workspace: string, path: string): Promise<Place> {
  try {
    if (!isChildPath(workspace, path)) return { path, is: 'outside' };
    const found = await stat(path);
    return {
      path: await realpath(path),
      is: found.isDirectory() ? 'directory' : 'file',
    };
  } catch {
    // Also what can be no path: too long, or below a file.
    return { path, is: 'absent' };
  }
}

/** Why a kustomization cannot have what is not at a place. */
export function problemOf({ is }: Place, name: string): string {
  return is === 'outside'
    ? `"${name}" leads out of the workspace`
    : `there is no "${name}" here; what is elsewhere is not fetched`;
}

/** What is at or below a path in the workspace; all absolute. */
export interface Found {
  /** Directories with a kustomization; what they consist of is not in `files`. */
  kustomizations: string[];
  /** Files of YAML or JSON that are in none of them. */
  files: string[];
}

/**
 * Looks for kustomizations, and files of YAML or JSON. Symbolic links are not followed.
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
    } else if (entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name)) {
      found.files.push(child);
    }
  }
  return found;
}
