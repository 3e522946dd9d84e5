import { z } from 'zod';
import { parseDocuments, parseYaml } from './parseYaml';
import { isName, optional, Reference } from './reference';

const text = z.string().catch('');
const texts = z.array(text).catch([]);
const withPath = z.object({ path: text }).catch({ path: '' });
const withPaths = z.array(withPath).catch([]);

const generator = z.object({ files: texts, envs: texts, env: text });
const generators = z
  .array(generator.catch({ files: [], envs: [], env: '' }))
  .catch([]);

const globals = z.object({ chartHome: text });
const chart = z.object({
  name: text,
  version: text,
  repo: text,
  valuesFile: text,
  additionalValuesFiles: texts,
});
const charts = z.array(chart.nullable().catch(null)).catch([]);

/** The older way to name charts. */
const formerCharts = z
  .array(
    z
      .object({
        chartName: text,
        chartVersion: text,
        chartRepoUrl: text,
        chartHome: text,
        values: text,
      })
      .nullable()
      .catch(null),
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
  helmGlobals: globals.catch({ chartHome: '' }),
  helmCharts: charts,
  helmChartInflationGenerator: formerCharts,
});

/** All that the plugins which Kustomize brings along have to say of files. */
const pluginSchema = z.object({
  ...generator.shape,
  ...globals.shape,
  ...chart.shape,
  path: text,
  paths: texts,
  replacements: withPaths,
});

const namingSchema = z.object({
  namespace: text,
  namePrefix: text,
  nameSuffix: text,
});

/**
 * What a kustomization names beside itself: files, directories and remote bases.
 * Undefined where it cannot be read.
 */
export function kustomizationReferences(
  contents: string,
): Reference[] | undefined {
  const parsed = kustomizationSchema.safeParse(parseYaml(contents));
  if (!parsed.success) return undefined;
  const it = parsed.data;
  const plugins = [...it.generators, ...it.transformers, ...it.validators];
  return [
    ...named([
      ...it.resources,
      ...it.components,
      ...it.bases,
      ...it.crds,
      ...it.configurations,
      ...it.patchesStrategicMerge,
      ...[
        ...it.patches,
        ...it.patchesJson6902,
        ...it.replacements,
        it.openapi,
      ].map(({ path }) => path),
      ...[...it.configMapGenerator, ...it.secretGenerator].flatMap(filesOf),
    ]),
    ...plugins.flatMap(each =>
      isName(each) ? [{ to: each, isPlugin: true }] : pluginReferences(each),
    ),
    ...it.helmCharts.flatMap(each =>
      each ? chartReferences(each, it.helmGlobals) : [],
    ),
    ...it.helmChartInflationGenerator.flatMap(each =>
      each
        ? chartReferences(
            {
              name: each.chartName,
              version: each.chartVersion,
              repo: each.chartRepoUrl,
              valuesFile: each.values,
              additionalValuesFiles: [],
            },
            each,
          )
        : [],
    ),
  ];
}

/** The files that a kustomization makes Secrets of, as it writes them. */
export function secretFilesOf(contents: string): string[] {
  const parsed = kustomizationSchema.safeParse(parseYaml(contents));
  if (!parsed.success) return [];
  return parsed.data.secretGenerator.flatMap(filesOf).filter(isName);
}

/**
 * What the configurations of generators, transformers and validators name, as seen from
 * the kustomization that lists them.
 */
export function pluginReferences(contents: string): Reference[] {
  return parseDocuments(contents).flatMap(document => {
    const parsed = pluginSchema.safeParse(document);
    if (!parsed.success) return [];
    const it = parsed.data;
    return [
      ...named([
        it.path,
        ...it.paths,
        ...it.replacements.map(({ path }) => path),
        ...filesOf(it),
      ]),
      ...chartReferences(it, it),
    ];
  });
}

function named(entries: string[]): Reference[] {
  return entries.filter(isName).map(to => ({ to }));
}

function filesOf({ files, envs, env }: z.infer<typeof generator>): string[] {
  // `key=path` or a path.
  const paths = files.map(entry => entry.slice(entry.indexOf('=') + 1));
  return [...paths, ...envs, env];
}

/** Its values, and where it lies if it is not fetched from elsewhere. */
function chartReferences(
  { name, version, repo, ...files }: z.infer<typeof chart>,
  { chartHome }: z.infer<typeof globals>,
): Reference[] {
  const home = chartHome || 'charts';
  const values = [files.valuesFile, ...files.additionalValuesFiles];
  return [
    ...named(values),
    ...(name === '' ? [] : [optional(`${home}/${name}`)]),
    ...(name === '' || version === ''
      ? []
      : [optional(`${home}/${name}-${version}/${name}`)]),
    ...(repo === '' ? [] : [{ to: repo }]),
  ];
}

/** What a kustomization makes of the objects that it holds. Undefined where it cannot be read. */
export function kustomizationNaming(
  contents: string,
): { namespace: string; namePrefix: string; nameSuffix: string } | undefined {
  return namingSchema.safeParse(parseYaml(contents)).data;
}
