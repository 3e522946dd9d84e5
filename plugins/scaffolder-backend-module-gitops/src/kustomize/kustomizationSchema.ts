import { z } from 'zod';

const target = z.looseObject({
  kind: z.string().optional(),
  name: z.string().optional(),
});

const patch = z.looseObject({
  path: z.string().optional(),
  patch: z.string().optional(),
  target: target.optional(),
});

const generator = z.looseObject({ name: z.string() });

const image = z.looseObject({
  name: z.string(),
  newName: z.string().optional(),
  newTag: z.string().optional(),
  digest: z.string().optional(),
});

/** Of a kustomization what is needed to know where each manifest comes from. */
export const kustomizationSchema = z.looseObject({
  resources: z.array(z.string()).default([]),
  bases: z.array(z.string()).default([]),
  components: z.array(z.string()).default([]),
  generators: z.array(z.string()).default([]),
  transformers: z.array(z.string()).default([]),
  validators: z.array(z.string()).default([]),
  patches: z.array(patch).default([]),
  patchesStrategicMerge: z.array(z.string()).default([]),
  patchesJson6902: z.array(patch).default([]),
  configMapGenerator: z.array(generator).default([]),
  secretGenerator: z.array(generator).default([]),
  images: z.array(image).default([]),
});
export type Kustomization = z.infer<typeof kustomizationSchema>;

/** Every field that a kustomization may have. */
export const KUSTOMIZATION_FIELDS = [
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'components',
  'crds',
  'namespace',
  'namePrefix',
  'nameSuffix',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'replicas',
  'images',
  'vars',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'buildMetadata',
  'openapi',
  'sortOptions',
  'helmGlobals',
  'helmCharts',
  'helmChartInflationGenerator',
];
