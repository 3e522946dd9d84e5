import { z } from 'zod';
import { Source } from '@backstage-gitops/plugin-gitops-common';
import { conditionSchema, metadataSchema, paths, text } from './object';

/** The kinds of source that are watched. */
export const SOURCE_KINDS = [
  'GitRepository',
  'OCIRepository',
  'Bucket',
  'HelmRepository',
  'HelmChart',
  'ExternalArtifact',
];
/** What is found behind nothing else: following them might never end. */
const OUTERMOST = ['HelmChart', 'ExternalArtifact'];

const sourceSchema = z.object({
  metadata: metadataSchema.pick({
    name: true,
    namespace: true,
    annotations: true,
  }),
  spec: z
    .object({
      suspend: z.boolean().nullish(),
      /** `oci`: a HelmRepository that nothing is fetched from in advance. */
      type: text,
      /** What a HelmChart, or an ExternalArtifact, is taken from. */
      sourceRef: z
        .object({ kind: z.string(), name: z.string(), namespace: text })
        .nullish(),
      chart: text,
      version: text,
      valuesFiles: paths,
      valuesFile: text,
      url: text,
      endpoint: text,
      bucketName: text,
      ref: z
        .object({
          name: text,
          branch: text,
          tag: text,
          semver: text,
          commit: text,
          digest: text,
        })
        .nullish(),
    })
    .nullish(),
  status: z
    .object({
      /** Of a HelmChart: what its repository or Git had when it was made last. */
      observedSourceArtifactRevision: text,
      artifact: z.object({ revision: z.string() }).nullish(),
      conditions: z.array(conditionSchema).nullish(),
      lastHandledReconcileAt: text,
    })
    .nullish(),
});

/** What is read of a Flux source of any kind. */
export type FluxSource = z.infer<typeof sourceSchema>;

/** @returns undefined where it is no source with a name */
export function parseSource(value: unknown): FluxSource | undefined {
  return sourceSchema.safeParse(value).data;
}

/** A source as it is found; `unwatched`: of a kind that is not observed. */
export type SourceState = FluxSource | 'missing' | 'unwatched';

/** Which source, by its kind, namespace and name. */
export interface SourceRef {
  kind: string;
  namespace: string;
  name: string;
}

/** Where a source of this name is found. */
export type FindSource = (ref: SourceRef) => SourceState;

/** What a source is itself taken from, as a HelmChart from its repository. */
export function originOf(state: SourceState): SourceRef | undefined {
  const source = typeof state === 'string' ? undefined : state;
  const ref = source?.spec?.sourceRef;
  if (!source || !ref || OUTERMOST.includes(ref.kind)) return undefined;
  return { ...ref, namespace: ref.namespace ?? source.metadata.namespace };
}

const TYPES: Record<string, Source['type']> = {
  GitRepository: 'git',
  OCIRepository: 'oci',
  Bucket: 'bucket',
};

/** `main@sha1:<sha>` → `<sha>`; an OCI digest keeps its algorithm. */
export function revisionOf(named?: string | null): string | undefined {
  if (!named) return undefined;
  // Before Flux 2: `main/<sha>`.
  const revision = named.slice(named.lastIndexOf('@') + 1);
  const [, sha] = /(?:^sha1:|\/|^)([0-9a-f]{40})$/.exec(revision) ?? [];
  return sha ?? revision;
}

/** The address that a source is fetched from, as it has it; empty where that is not known. */
export function addressOf(state: SourceState): string {
  const spec = typeof state === 'string' ? undefined : state.spec;
  const bucket = spec?.endpoint
    ? `${spec.endpoint}/${spec.bucketName ?? ''}`
    : '';
  return spec?.url ?? bucket;
}

/** What a source is told to fetch: a branch, a tag, a digest. */
export function targetOf(state: SourceState): string | undefined {
  const ref = typeof state === 'string' ? undefined : state.spec?.ref;
  return (
    ref?.commit ??
    ref?.digest ??
    ref?.name ??
    ref?.semver ??
    ref?.tag ??
    ref?.branch ??
    undefined
  );
}

export function typeOf(kind: string): Source['type'] {
  return TYPES[kind] ?? 'unknown';
}

/** The full revision that the source has fetched. */
export function fetchedRevision(state: SourceState): string | undefined {
  return typeof state === 'string'
    ? undefined
    : revisionOf(state.status?.artifact?.revision);
}
