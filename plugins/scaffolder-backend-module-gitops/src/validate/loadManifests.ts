import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { toError } from '@backstage/errors';
import { Kustomize } from '../kustomize/createKustomize';
import { findManifests, kustomizationFile } from '../kustomize/paths';
import { readTree } from '../kustomize/readTree';
import { sourcesOf } from '../kustomize/sourcesOf';
import { Manifest } from '../manifests/manifest';
import { objectsIn } from '../manifests/objectsIn';
import { parseYaml } from '../manifests/yamlText';
import { Finding } from './finding';

export interface LoadedManifests {
  manifests: Manifest[];
  /** What could not be read or rendered. */
  findings: Finding[];
  /** YAML that is no Kubernetes object, as `file:line`. */
  others: string[];
}

async function loadFile(
  workspace: string,
  path: string,
): Promise<LoadedManifests> {
  const file = relative(workspace, path);
  const { documents, findings } = parseYaml(file, await readFile(path, 'utf8'));
  const loaded: LoadedManifests = { manifests: [], findings, others: [] };
  for (const yaml of documents) {
    const objects = objectsIn(yaml);
    if (objects.length === 0) {
      const [start = 0] = yaml.document.contents?.range ?? [];
      loaded.others.push(`${file}:${yaml.lineAt(start)}`);
    }
    for (const { node, ...object } of objects) {
      const { kind, name } = object;
      loaded.manifests.push({
        ...object,
        sources: [{ role: 'resource', yaml, node, kind, name }],
        images: [],
      });
    }
  }
  return loaded;
}

async function renderDirectory(
  workspace: string,
  directory: string,
  kustomize: Kustomize,
  signal: AbortSignal | undefined,
): Promise<LoadedManifests> {
  const { sources, images, findings } = await readTree(workspace, directory);
  if (findings.length > 0) return { manifests: [], findings, others: [] };
  const failed = async (message: string): Promise<LoadedManifests> => {
    const file = (await kustomizationFile(directory)) ?? directory;
    const place = { file: relative(workspace, file), line: 1 };
    const finding = { ...place, policy: 'kustomize', message };
    return { manifests: [], findings: [finding], others: [] };
  };
  let text: string;
  try {
    text = await kustomize.build(directory, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return failed(toError(error).message.replaceAll(`${workspace}/`, ''));
  }
  const rendered = parseYaml(directory, text);
  const [unreadable] = rendered.findings;
  if (unreadable) return failed(`in what it renders, ${unreadable.message}`);
  const manifests = rendered.documents
    .flatMap(yaml => objectsIn(yaml))
    .map(({ node, ...object }) => ({
      ...object,
      sources: sourcesOf(sources, object),
      images,
    }));
  return { manifests, findings: [], others: [] };
}

/**
 * All manifests at or below paths of the workspace; a kustomization counts as
 * what it is rendered to.
 * @throws NotAllowedError, InputError for a path that is not in the workspace
 */
export async function loadManifests(options: {
  workspace: string;
  paths: string[];
  kustomize: Kustomize;
  signal?: AbortSignal;
}): Promise<LoadedManifests> {
  const { workspace, paths, kustomize, signal } = options;
  const all: LoadedManifests = { manifests: [], findings: [], others: [] };
  for (const path of paths) {
    const { kustomizations, files } = await findManifests(workspace, path);
    const loads = [
      ...kustomizations.map(
        found => () => renderDirectory(workspace, found, kustomize, signal),
      ),
      ...files.map(found => () => loadFile(workspace, found)),
    ];
    for (const load of loads) {
      const loaded = await load();
      all.manifests.push(...loaded.manifests);
      all.findings.push(...loaded.findings);
      all.others.push(...loaded.others);
    }
  }
  return all;
}
