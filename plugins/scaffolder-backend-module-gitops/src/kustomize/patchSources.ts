import { isMap, isScalar, isSeq } from 'yaml';
import { JsonPath } from '../json';
import { Source } from '../manifests/manifest';
import { objectsIn } from '../manifests/objectsIn';
import { parseYaml, YamlDocument } from '../manifests/yamlText';
import { Kustomization } from './kustomizationSchema';

interface Target {
  kind?: string;
  name?: string;
}

/**
 * What is patched, where the kustomization says so. Its names are patterns; one
 * that is more than a name is taken for every name, which is near enough to say
 * where something is written.
 */
function targeted({ kind, name }: Target): Pick<Source, 'kind' | 'targets'> {
  const isPattern = name === undefined || !/^[a-z0-9.-]+$/.test(name);
  return { kind, targets: other => isPattern || other === name };
}

function sourcesIn(yaml: YamlDocument, target: Target | undefined): Source[] {
  const node = yaml.document.contents;
  if (isSeq(node)) {
    return target ? [{ role: 'patch', yaml, node, ...targeted(target) }] : [];
  }
  return objectsIn(yaml).map(object => ({
    role: 'patch',
    yaml,
    node: object.node,
    ...(target
      ? targeted({ ...target, kind: target.kind ?? object.kind })
      : { kind: object.kind, name: object.name }),
  }));
}

/** The text of a patch that is written in the kustomization itself. */
function inline(yaml: YamlDocument, path: JsonPath): YamlDocument[] {
  const scalar = yaml.document.getIn(path, true);
  if (!isScalar(scalar) || !scalar.range) return [];
  const isBlock = scalar.type === 'BLOCK_LITERAL';
  const line = yaml.lineAt(scalar.range[0]);
  // The text of a block begins on the line after its `|`.
  const before = isBlock ? line : line - 1;
  return parseYaml(yaml.file, String(scalar.value), before).documents;
}

/** The patches of a kustomization; `read` gives the documents of a file. */
export async function patchSources(
  yaml: YamlDocument,
  kustomization: Kustomization,
  read: (file: string) => Promise<YamlDocument[]>,
): Promise<Source[]> {
  const { patches, patchesJson6902, patchesStrategicMerge } = kustomization;
  const sources: Source[] = [];
  for (const [field, list] of Object.entries({ patches, patchesJson6902 })) {
    for (const [index, { path, target }] of list.entries()) {
      const documents = path
        ? await read(path)
        : inline(yaml, [field, index, 'patch']);
      sources.push(...documents.flatMap(found => sourcesIn(found, target)));
    }
  }
  for (const [index, item] of patchesStrategicMerge.entries()) {
    const documents = item.includes('\n')
      ? inline(yaml, ['patchesStrategicMerge', index])
      : await read(item);
    sources.push(...documents.flatMap(found => sourcesIn(found, undefined)));
  }
  return sources;
}

/** What generates ConfigMaps and Secrets in a kustomization. */
export function generatorSources(yaml: YamlDocument): Source[] {
  return [
    { field: 'configMapGenerator', kind: 'ConfigMap' },
    { field: 'secretGenerator', kind: 'Secret' },
  ].flatMap(({ field, kind }) => {
    const list = yaml.document.get(field);
    if (!isSeq(list)) return [];
    return list.items.filter(isMap).map((node): Source => {
      return {
        role: 'generator',
        yaml,
        node,
        kind,
        name: String(node.get('name')),
      };
    });
  });
}
