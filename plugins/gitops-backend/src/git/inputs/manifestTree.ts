import { TreeEntry } from '../commands/readTree';

/**
 * What of a commit's tree decides what belongs together. Each question is about as
 * little as possible: what was asked for says later whether another commit would be
 * answered alike, see `Footprint`.
 */
export interface ManifestTree {
  kind(path: string): TreeEntry['kind'] | undefined;
  /** Of a file's contents. */
  id(path: string): string | undefined;
  /** A file's contents, or where a link leads; undefined where there is nothing to read. */
  read(path: string): string | undefined;
  /** The paths of all files and links in a directory and below it; '' is the root. */
  list(directory: string): string[];
  /** Of these the links. */
  links(directory: string): string[];
}

/** Kustomize's own names, in its order. */
export const KUSTOMIZATION_NAMES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];
export const CHART_NAME = 'Chart.yaml';
/** Where a chart of the first version lists what it depends on. */
export const REQUIREMENTS_NAME = 'requirements.yaml';

const MANIFEST_NAMES = new Set([
  ...KUSTOMIZATION_NAMES,
  CHART_NAME,
  REQUIREMENTS_NAME,
]);

/** Whether its contents are needed to know somebody's inputs, most likely. */
export function isManifestName(path: string): boolean {
  return MANIFEST_NAMES.has(path.slice(path.lastIndexOf('/') + 1));
}

/** The path of something in a directory. */
export function within(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** A directory's kustomization. */
export function kustomizationAt(
  tree: ManifestTree,
  directory: string,
): { file: string; contents: string } | undefined {
  for (const name of KUSTOMIZATION_NAMES) {
    const file = within(directory, name);
    const contents = tree.read(file);
    if (contents !== undefined) return { file, contents };
  }
  return undefined;
}

/** The topmost of the directories below one that have a kustomization. */
export function nestedKustomizations(
  tree: ManifestTree,
  directory: string,
): string[] {
  const found = tree
    .list(directory)
    .filter(file => KUSTOMIZATION_NAMES.some(name => file.endsWith(`/${name}`)))
    .map(file => file.slice(0, file.lastIndexOf('/')))
    .filter(each => each !== directory)
    .sort();
  const topmost: string[] = [];
  for (const each of new Set(found)) {
    if (!topmost.some(above => each.startsWith(`${above}/`))) {
      topmost.push(each);
    }
  }
  return topmost;
}
