import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';

const KUSTOMIZATION_FILES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** Directories that kustomize can build, made from checkouts that are never changed. */
export interface Workspace {
  /** Throws with Flux's words where the checkout has no such path. */
  locate(checkout: string, path: string): Promise<void>;
  /**
   * The directory of `path` inside the checkout; where it has no
   * kustomization.yaml, that directory in a copy with one that lists its YAML
   * files. Throws where a file is no manifest.
   */
  prepare(checkout: string, path: string): Promise<string>;
  dispose(): Promise<void>;
}

async function hasKustomization(directory: string): Promise<boolean> {
  const names = await readdir(directory);
  return KUSTOMIZATION_FILES.some(name => names.includes(name));
}

async function assertManifests(file: string): Promise<void> {
  const name = basename(file);
  for (const document of parseAllDocuments(await readFile(file, 'utf8'))) {
    const [problem] = document.errors;
    if (problem) {
      throw new Error(
        `failed to decode Kubernetes YAML from ${file}: MalformedYAMLError: ${problem.message} in File: ${name}`,
      );
    }
    const content: unknown = document.toJS();
    if (content === null) {
      continue;
    }
    if (typeof content !== 'object' || !('kind' in content)) {
      throw new Error(
        `failed to decode Kubernetes YAML from ${file}: missing Resource metadata`,
      );
    }
  }
}

/** What Flux lists: every YAML file below, and folders that have a kustomization of their own. */
async function listResources(
  directory: string,
  prefix = '.',
): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(directory, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = join(directory, entry.name);
    const listed = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) {
      const below = (await hasKustomization(full))
        ? [listed]
        : await listResources(full, listed);
      found.push(...below);
    } else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) {
      await assertManifests(full);
      found.push(listed);
    }
  }
  return found;
}

async function generate(directory: string): Promise<void> {
  const content = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: await listResources(directory),
  };
  await writeFile(join(directory, 'kustomization.yaml'), stringify(content));
}

/** The directory of `path` in a checkout; no number of `..` leads out of it. */
function inside(checkout: string, path: string): string {
  return join(checkout, posix.join('/', path));
}

async function isDirectory(directory: string): Promise<boolean> {
  const found = await stat(directory).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

export function createWorkspace(): Workspace {
  const prepared = new Map<string, Promise<string>>();
  const copies = new Set<string>();

  const make = async (checkout: string, path: string): Promise<string> => {
    const directory = inside(checkout, path);
    if (await hasKustomization(directory)) {
      return directory;
    }
    const copy = await mkdtemp(join(tmpdir(), 'kustomization-'));
    copies.add(copy);
    await cp(checkout, copy, { recursive: true });
    await generate(inside(copy, path));
    return inside(copy, path);
  };

  return {
    async locate(checkout, path) {
      const directory = inside(checkout, path);
      if (!(await isDirectory(directory))) {
        throw new Error(
          `kustomization path not found: stat ${directory}: no such file or directory`,
        );
      }
    },
    prepare(checkout, path) {
      const key = inside(checkout, path);
      const made = prepared.get(key) ?? make(checkout, path);
      prepared.set(key, made);
      return made;
    },
    async dispose() {
      prepared.clear();
      const gone = [...copies];
      copies.clear();
      await Promise.all(
        gone.map(copy => rm(copy, { recursive: true, force: true })),
      );
    },
  };
}
