import { parse } from 'yaml';
import { z } from 'zod';
import { isTooDeep } from './isTooDeep';

const text = z.string().catch('');
const texts = z.array(text).catch([]);
const withPath = z.object({ path: text }).catch({ path: '' });
const withPaths = z.array(withPath).catch([]);
const generators = z
  .array(
    z
      .object({ files: texts, envs: texts, env: text })
      .catch({ files: [], envs: [], env: '' }),
  )
  .catch([]);
const charts = z
  .array(
    z
      .object({ valuesFile: text, additionalValuesFiles: texts })
      .catch({ valuesFile: '', additionalValuesFiles: [] }),
  )
  .catch([]);

const kustomizationSchema = z.object({
  resources: texts,
  components: texts,
  bases: texts,
  crds: texts,
  configurations: texts,
  patchesStrategicMerge: texts,
  generators: texts,
  transformers: texts,
  validators: texts,
  patches: withPaths,
  patchesJson6902: withPaths,
  replacements: withPaths,
  openapi: withPath,
  configMapGenerator: generators,
  secretGenerator: generators,
  helmCharts: charts,
});

const namingSchema = z.object({
  namespace: text,
  namePrefix: text,
  nameSuffix: text,
});

const chartSchema = z.object({
  dependencies: z
    .array(z.object({ repository: text }).catch({ repository: '' }))
    .catch([]),
});

function parseYaml(contents: string): unknown {
  if (isTooDeep(contents)) return undefined;
  try {
    return parse(contents, { maxAliasCount: 100, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

/** `key=path` or a path. */
function filePart(entry: string): string {
  return entry.slice(entry.indexOf('=') + 1);
}

/**
 * What a kustomization names beside itself, as it is written there: files,
 * directories and remote bases. Undefined where it cannot be read.
 */
export function kustomizationReferences(
  contents: string,
): string[] | undefined {
  const parsed = kustomizationSchema.safeParse(parseYaml(contents));
  if (!parsed.success) return undefined;
  const it = parsed.data;
  const listed = [
    ...it.resources,
    ...it.components,
    ...it.bases,
    ...it.crds,
    ...it.configurations,
    ...it.patchesStrategicMerge,
    ...it.generators,
    ...it.transformers,
    ...it.validators,
    ...[
      ...it.patches,
      ...it.patchesJson6902,
      ...it.replacements,
      it.openapi,
    ].map(entry => entry.path),
    ...[...it.configMapGenerator, ...it.secretGenerator].flatMap(generator => [
      ...generator.files.map(filePart),
      ...generator.envs,
      generator.env,
    ]),
    ...it.helmCharts.flatMap(chart => [
      chart.valuesFile,
      ...chart.additionalValuesFiles,
    ]),
  ];
  // Several of these fields may hold the manifest itself instead of its name.
  return listed.filter(entry => entry !== '' && !entry.includes('\n'));
}

/**
 * What a kustomization makes of the names that are written in what it holds. Undefined
 * where it cannot be read.
 */
export function kustomizationNaming(
  contents: string,
): { namespace: string | undefined; renames: boolean } | undefined {
  const parsed = namingSchema.safeParse(parseYaml(contents));
  if (!parsed.success) return undefined;
  const { namespace, namePrefix, nameSuffix } = parsed.data;
  return {
    namespace: namespace || undefined,
    renames: namePrefix !== '' || nameSuffix !== '',
  };
}

/** The local charts that a Helm chart depends on. Undefined where it cannot be read. */
export function chartReferences(contents: string): string[] | undefined {
  const parsed = chartSchema.safeParse(parseYaml(contents));
  if (!parsed.success) return undefined;
  return parsed.data.dependencies
    .map(dependency => dependency.repository)
    .filter(repository => repository.startsWith('file://'))
    .map(repository => repository.slice('file://'.length))
    .filter(path => !path.startsWith('/'));
}
