import { followLinks } from './followLinks';
import {
  CHART_NAME,
  KUSTOMIZATION_NAMES,
  kustomizationAt,
  ManifestTree,
  within,
} from './manifestTree';
import { kustomizationNaming, kustomizationReferences } from './readReferences';
import { parentOf, repositoryPath } from './repositoryPath';

/** A file with manifests that are rendered. */
export interface RenderedFile {
  path: string;
  /** That a kustomization sets for all that it holds. */
  namespace?: string;
}

const MAX_FILES = 1000;
const MANIFEST = /\.(ya?ml|json)$/;

/**
 * The files that the manifests at a path are rendered from, at most `MAX_FILES`. Those
 * to which a kustomization gives other names are left out: what they declare cannot be
 * told from what is written there.
 */
export function renderedFiles(
  tree: ManifestTree,
  root: string,
): RenderedFile[] {
  const files = new Map<string, RenderedFile>();
  const seen = new Set<string>();
  const open = [...atRoot(tree, root)];
  for (let next = open.shift(); next; next = open.shift()) {
    const { path } = followLinks(tree, next.path);
    const { namespace } = next;
    const key = JSON.stringify([path, namespace]);
    if (path === undefined || seen.has(key)) continue;
    seen.add(key);
    if (files.size >= MAX_FILES) break;
    if (tree.entry(path)?.kind === 'file') {
      if (MANIFEST.test(path)) files.set(key, { path, namespace });
    } else {
      open.push(...named(tree, path, namespace));
    }
  }
  return [...files.values()];
}

/**
 * Engines make a kustomization of a directory without one: of its manifests, and of
 * the kustomizations below it.
 */
function atRoot(tree: ManifestTree, root: string): RenderedFile[] {
  const path = followLinks(tree, root).path ?? root;
  if (kustomizationAt(tree, path)) return [{ path }];
  if (tree.read(within(path, CHART_NAME)) !== undefined) {
    return tree.files(within(path, 'templates')).map(file => ({ path: file }));
  }
  const below = tree.files(path);
  const kustomized = new Set(
    below
      .filter(file =>
        KUSTOMIZATION_NAMES.some(name => file.endsWith(`/${name}`)),
      )
      .map(parentOf),
  );
  const holder = (file: string) => {
    let found: string | undefined;
    for (let at = parentOf(file); at !== path && at !== ''; at = parentOf(at)) {
      if (kustomized.has(at)) found = at;
    }
    return found;
  };
  return [...new Set(below.map(file => holder(file) ?? file))].map(each => ({
    path: each,
  }));
}

/** What the kustomization of a directory names, in its repository. */
function named(
  tree: ManifestTree,
  directory: string,
  outer: string | undefined,
): RenderedFile[] {
  const contents = kustomizationAt(tree, directory)?.contents;
  if (contents === undefined) return [];
  const naming = kustomizationNaming(contents);
  if (!naming || naming.renames) return [];
  return (kustomizationReferences(contents) ?? []).flatMap(reference => {
    const path = reference.startsWith('/')
      ? undefined
      : repositoryPath(reference, directory);
    return path === undefined
      ? []
      : [{ path, namespace: outer ?? naming.namespace }];
  });
}
