import { followLinks } from './followLinks';
import {
  kustomizationNaming,
  kustomizationReferences,
} from './kustomizationReferences';
import {
  CHART_NAME,
  kustomizationAt,
  ManifestTree,
  nestedKustomizations,
  within,
} from './manifestTree';
import { parentOf, repositoryPath } from './repositoryPath';

/** What kustomizations set for all that they hold, whatever is written there. */
export interface Naming {
  namespace?: string;
  prefix: string;
  suffix: string;
}

/** A file with manifests that are rendered. */
export interface RenderedFile {
  path: string;
  naming: Naming;
}

const MAX_FILES = 1000;
const MANIFEST = /\.(ya?ml|json)$/;
const AS_WRITTEN: Naming = { prefix: '', suffix: '' };

/** The files that the manifests at a path are rendered from, at most `MAX_FILES`. */
export function renderedFiles(
  tree: ManifestTree,
  root: string,
): RenderedFile[] {
  const files = new Map<string, RenderedFile>();
  const seen = new Set<string>();
  const open = atRoot(tree, root).map(path => ({ path, naming: AS_WRITTEN }));
  for (let next = open.shift(); next; next = open.shift()) {
    const { path } = followLinks(tree, next.path);
    const { naming } = next;
    const key = JSON.stringify([path, naming]);
    if (path === undefined || seen.has(key)) continue;
    seen.add(key);
    if (files.size >= MAX_FILES || seen.size > 10 * MAX_FILES) break;
    if (tree.kind(path) === 'file') {
      if (MANIFEST.test(path)) files.set(key, { path, naming });
    } else {
      open.push(...named(tree, path, naming));
    }
  }
  return [...files.values()];
}

/**
 * Engines make a kustomization of a directory without one: of its manifests, and of
 * the kustomizations below it.
 */
function atRoot(tree: ManifestTree, root: string): string[] {
  const path = followLinks(tree, root).path ?? root;
  if (kustomizationAt(tree, path)) return [path];
  if (tree.kind(within(path, CHART_NAME)) !== undefined) {
    return tree.list(within(path, 'templates'));
  }
  const nested = new Set(nestedKustomizations(tree, path));
  const holder = (file: string) => {
    for (let at = parentOf(file); at !== path && at !== ''; at = parentOf(at)) {
      if (nested.has(at)) return at;
    }
    return undefined;
  };
  return [...new Set(tree.list(path).map(file => holder(file) ?? file))];
}

/** What the kustomization of a directory names, in its repository. */
function named(
  tree: ManifestTree,
  directory: string,
  outer: Naming,
): RenderedFile[] {
  const contents = kustomizationAt(tree, directory)?.contents;
  if (contents === undefined) return [];
  const inner = kustomizationNaming(contents);
  if (!inner) return [];
  const naming = {
    namespace: outer.namespace ?? (inner.namespace || undefined),
    prefix: shortened(outer.prefix + inner.namePrefix),
    suffix: shortened(inner.nameSuffix + outer.suffix),
  };
  return (kustomizationReferences(contents) ?? []).flatMap(({ to }) => {
    const path = to.startsWith('/') ? undefined : repositoryPath(to, directory);
    return path === undefined ? [] : [{ path, naming }];
  });
}

/** No name is longer; kustomizations that name each other would make one without end. */
function shortened(text: string): string {
  return text.slice(0, 254);
}
