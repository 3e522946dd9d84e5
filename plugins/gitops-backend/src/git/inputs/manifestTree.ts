import { TreeEntry } from '../commands/readTree';

/** A commit's tree with the contents of the files that tell what belongs together. */
export interface ManifestTree {
  entry(path: string): TreeEntry | undefined;
  /** Undefined for a file that is not one of those. */
  read(path: string): string | undefined;
  /** The paths of all files in a directory and below it; '' is the root. */
  files(directory: string): string[];
}

/** Kustomize's own names, in its order. */
export const KUSTOMIZATION_NAMES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];
export const CHART_NAME = 'Chart.yaml';

const READ_NAMES = new Set([...KUSTOMIZATION_NAMES, CHART_NAME]);

/** Whether its contents are needed to know an application's inputs. */
export function isManifestEntry(path: string, entry: TreeEntry): boolean {
  if (entry.kind === 'link') return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return entry.kind === 'file' && READ_NAMES.has(name);
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
