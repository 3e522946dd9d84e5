import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { parseManifests } from '../render/createRender';
import { Overlay, Render } from '../render/types';
import { Source } from './application';
import { kustomizeOverlay } from './rules/kustomizeOverlay';

export interface Targets {
  /** As rendered, without namespace and tracking id. */
  objects: KubeObject[];
  /** One full SHA per source. */
  revisions: string[];
  /** One per source: `Kustomize` or `Directory`. */
  sourceTypes: string[];
}

/** The target state cannot be known; the message is the condition's. */
export class TargetError extends Error {}

/** Resolves, checks out and renders sources; throws TargetError. */
export async function loadTargets(
  { git, render }: { git: GitHost; render: Render },
  sources: Source[],
  wanted: Array<string | undefined> = [],
): Promise<Targets> {
  const targets: Targets = { objects: [], revisions: [], sourceTypes: [] };
  for (const [index, source] of sources.entries()) {
    try {
      const { repository, revision } = await locateSource(
        git,
        source,
        wanted[index],
      );
      targets.revisions.push(revision);
      if (source.path !== undefined) {
        const { objects, type } = await renderPath(
          render,
          await git.checkout(repository, revision),
          source.path,
          kustomizeOverlay(source),
        );
        targets.objects.push(...objects);
        targets.sourceTypes.push(type);
      }
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new TargetError(
        `Failed to load target state: failed to generate manifest for source ${
          index + 1
        } of ${sources.length}: rpc error: code = Unknown desc = ${words}`,
      );
    }
  }
  return targets;
}

/** The repository and commit that a source means; throws with Argo CD's words. */
export async function resolveSource(
  git: GitHost,
  source: Source,
  revision = source.targetRevision || 'HEAD',
): Promise<{ repository: string; revision: string }> {
  const repository = repositoryOf(git, source);
  try {
    return { repository, revision: await git.resolve(repository, revision) };
  } catch {
    throw new Error(`unable to resolve '${revision}' to a commit SHA`);
  }
}

/** As `resolveSource`, but takes a full SHA as it is: it was resolved before. */
async function locateSource(git: GitHost, source: Source, revision?: string) {
  return revision !== undefined && /^[0-9a-f]{40}$/.test(revision)
    ? { repository: repositoryOf(git, source), revision }
    : await resolveSource(git, source, revision);
}

function repositoryOf(git: GitHost, { repoURL }: Source): string {
  const repository = git.repositoryOf(repoURL);
  if (repository === undefined) {
    throw new Error(
      repoURL.startsWith(`${git.url}/`)
        ? 'failed to list refs: authentication required: Unauthorized\n'
        : `failed to list refs: Get "${repoURL}/info/refs?service=git-upload-pack": dial tcp: lookup failed: no such host`,
    );
  }
  return repository;
}

async function renderPath(
  render: Render,
  checkout: string,
  path: string,
  overlay: Overlay,
): Promise<{ objects: KubeObject[]; type: string }> {
  const directory = join(checkout, path);
  const found = await stat(directory).catch(() => undefined);
  if (!found || !directory.startsWith(checkout)) {
    throw new Error(`${path}: app path does not exist`);
  }
  if (!found.isDirectory()) {
    throw new Error(`${path}: app path is not a directory`);
  }
  const files = (await readdir(directory)).sort();
  if (files.some(file => /^(kustomization\.ya?ml|Kustomization)$/.test(file))) {
    try {
      const objects = await render(directory, overlay);
      return { objects, type: 'Kustomize' };
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new Error(
        `\`kustomize build <path to cached source>/${path}\` failed exit status 1: Error: ${words}`,
      );
    }
  }
  const objects: KubeObject[] = [];
  for (const file of files.filter(name => /\.(ya?ml|json)$/.test(name))) {
    objects.push(...(await readManifests(join(directory, file), file)));
  }
  return { objects, type: 'Directory' };
}

async function readManifests(path: string, file: string) {
  try {
    return parseManifests(await readFile(path, 'utf8'));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Failed to unmarshal "${file}": failed to unmarshal manifest: ${words}`,
    );
  }
}
