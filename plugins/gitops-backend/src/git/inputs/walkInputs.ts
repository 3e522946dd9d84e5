import { followLinks } from './followLinks';
import {
  CHART_NAME,
  kustomizationAt,
  ManifestTree,
  within,
} from './manifestTree';
import { chartReferences, kustomizationReferences } from './readReferences';
import { repositoryPath } from './repositoryPath';

export interface Inputs {
  /** Directories and files, relative to the root; '' is the root. */
  paths: Set<string>;
  /** What could not be followed, in words. */
  notes: string[];
}

const MAX_INPUTS = 500;

function isRemote(reference: string): boolean {
  return /:\/\/|^git@|[?&]ref=|^git::|^(github|gitlab|bitbucket)\.(com|org)[/:]/.test(
    reference,
  );
}

function referencesOf(
  tree: ManifestTree,
  directory: string,
): { file: string; references: string[] | undefined } | undefined {
  const kustomization = kustomizationAt(tree, directory);
  if (kustomization) {
    const { file, contents } = kustomization;
    return { file, references: kustomizationReferences(contents) };
  }
  const file = within(directory, CHART_NAME);
  const chart = tree.read(file);
  return chart === undefined
    ? undefined
    : { file, references: chartReferences(chart) };
}

/**
 * Everything that the manifests at a path are made from: the path, and what its
 * kustomization (or Helm chart) reaches, transitively. Something that is named
 * and missing counts too: adding it would change the result.
 */
export function walkInputs(tree: ManifestTree, path: string): Inputs {
  const paths = new Set<string>();
  const notes: string[] = [];
  const open: string[] = [path];
  const seen = new Set<string>(open);
  const visit = (next: string) => {
    if (!seen.has(next)) {
      seen.add(next);
      open.push(next);
    }
  };

  for (let named = open.shift(); named !== undefined; named = open.shift()) {
    if (paths.size >= MAX_INPUTS) {
      notes.push(`More than ${MAX_INPUTS} inputs; the rest is left out`);
      break;
    }
    const followed = followLinks(tree, named);
    followed.links.forEach(link => paths.add(link));
    if (followed.path === undefined) {
      notes.push(`${named} leads outside the repository`);
      continue;
    }
    const real = followed.path;
    paths.add(real);
    const entry = tree.entry(real);
    if (entry?.kind === 'submodule') notes.push(`${real} is a submodule`);
    if (real !== '' && entry?.kind !== 'directory') continue;

    const manifest = referencesOf(tree, real);
    if (manifest && manifest.references === undefined) {
      notes.push(`${manifest.file} cannot be read`);
    }
    for (const reference of manifest?.references ?? []) {
      const target = reference.startsWith('/')
        ? undefined
        : repositoryPath(reference, real);
      if (
        isRemote(reference) &&
        (target === undefined || !tree.entry(target))
      ) {
        notes.push(`${reference} is in another repository`);
      } else if (target === undefined) {
        notes.push(`${reference} leads outside the repository`);
      } else {
        visit(target);
      }
    }
  }
  return { paths, notes };
}
