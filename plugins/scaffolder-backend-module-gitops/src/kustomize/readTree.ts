import { readFile, realpath } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { isMap, isSeq } from 'yaml';
import { JsonPath } from '../json';
import { locate } from '../manifests/locate';
import { ImageEntry, Manifest, Source } from '../manifests/manifest';
import { objectsIn } from '../manifests/objectsIn';
import { contentOf, parseYaml, YamlDocument } from '../manifests/yamlText';
import { Finding } from '../validate/finding';
import { kustomizationProblems } from './kustomizationProblems';
import { kustomizationSchema } from './kustomizationSchema';
import { generatorSources, patchSources } from './patchSources';
import { kustomizationFile, placeOf, problemOf } from './paths';
import { pluginProblem } from './pluginProblem';

/** All that a directory is rendered from, from the outermost kustomization on. */
export interface KustomizationTree {
  /** Where rendered manifests, or parts of them, are written. */
  sources: Source[];
  images: ImageEntry[];
  /** Why it cannot, or must not, be rendered. */
  findings: Finding[];
}

/** Fields that name files and directories. */
const REFERENCES = ['resources', 'bases', 'components'] as const;
/** Fields that name files of plugins, or hold such as text. */
const PLUGINS = ['generators', 'transformers', 'validators'] as const;

class TreeReader {
  readonly tree: KustomizationTree = { sources: [], images: [], findings: [] };
  readonly #workspace: string;
  readonly #seen = new Set<string>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  async visit(directory: string): Promise<void> {
    const file = await kustomizationFile(directory);
    if (!file || this.#seen.has(file)) return;
    this.#seen.add(file);
    const [yaml, ...more] = await this.#read(file);
    if (!yaml) return;

    const self: Manifest = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      name: '',
      content: {},
      sources: [{ role: 'kustomization', yaml, node: yaml.document.contents }],
      images: [],
    };
    const refuse = (path: JsonPath, message: string) =>
      this.tree.findings.push({
        ...locate(self, path),
        policy: 'kustomization',
        message,
      });
    const content = contentOf(yaml.document, yaml.document.contents);
    const problems = [
      ...kustomizationProblems(content),
      ...(more.length > 0
        ? [{ path: [], message: 'a kustomization has to be one document' }]
        : []),
    ];
    problems.forEach(({ path, message }) => refuse(path, message));
    const parsed = kustomizationSchema.safeParse(content);
    if (!parsed.success || problems.length > 0) return;

    // What is written nowhere else is this kustomization's doing.
    this.tree.sources.push({ ...self.sources[0], targets: () => true });
    const kustomization = parsed.data;
    this.tree.images.push(...imageEntries(yaml));
    this.tree.sources.push(
      ...(await patchSources(yaml, kustomization, path =>
        this.#read(resolve(directory, path)),
      )),
      ...generatorSources(yaml),
    );
    for (const field of REFERENCES) {
      for (const [index, name] of kustomization[field].entries()) {
        const problem = await this.#follow(directory, name);
        if (problem) refuse([field, index], problem);
      }
    }
    for (const field of PLUGINS) {
      for (const [index, text] of kustomization[field].entries()) {
        const place = await placeOf(this.#workspace, resolve(directory, text));
        const problem = await pluginProblem(text, place, path =>
          this.#read(path),
        );
        if (problem) refuse([field, index], problem);
      }
    }
  }

  /** Reads what a kustomization names; says what is wrong with it. */
  async #follow(directory: string, name: string): Promise<string | undefined> {
    const place = await placeOf(this.#workspace, resolve(directory, name));
    if (place.is === 'directory') {
      await this.visit(place.path);
      return undefined;
    }
    if (place.is !== 'file') return problemOf(place, name);
    for (const yaml of await this.#read(place.path)) {
      for (const { kind, name: object, node } of objectsIn(yaml)) {
        this.tree.sources.push({
          role: 'resource',
          yaml,
          node,
          kind,
          name: object,
        });
      }
    }
    return undefined;
  }

  /** A file that is not there, or not to be read, is for kustomize to complain about. */
  async #read(path: string): Promise<YamlDocument[]> {
    const place = await placeOf(this.#workspace, path);
    if (place.is !== 'file') return [];
    const text = await readFile(path, 'utf8').catch(() => '');
    const file = relative(this.#workspace, path);
    const { documents, findings } = parseYaml(file, text);
    this.tree.findings.push(...findings);
    return documents;
  }
}

function imageEntries(yaml: YamlDocument): ImageEntry[] {
  const list = yaml.document.get('images');
  if (!isSeq(list)) return [];
  return list.items.filter(isMap).map(node => ({
    yaml,
    node,
    image: String(node.get('newName') ?? node.get('name')),
  }));
}

/**
 * Reads what a directory of the workspace is rendered from, without rendering it.
 * Both paths are absolute.
 */
export async function readTree(
  workspace: string,
  directory: string,
): Promise<KustomizationTree> {
  const reader = new TreeReader(await realpath(workspace));
  await reader.visit(await realpath(directory));
  return reader.tree;
}
