import { z } from 'zod';
import { Source } from '@backstage-gitops/plugin-gitops-common';
import {
  conditionSchema,
  Kustomization,
  metadataSchema,
} from './kustomization';

const text = z.string().nullish();

const sourceSchema = z.object({
  metadata: metadataSchema.pick({ name: true, namespace: true }),
  spec: z
    .object({
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
      artifact: z.object({ revision: z.string() }).nullish(),
      conditions: z.array(conditionSchema).nullish(),
    })
    .nullish(),
});

/** What is read of a Flux source of any kind. */
export type FluxSource = z.infer<typeof sourceSchema>;

/** @returns undefined where it is no source with a name */
export function parseSource(value: unknown): FluxSource | undefined {
  return sourceSchema.safeParse(value).data;
}

/** The source as its Kustomization finds it; `unwatched`: of a kind that is not observed. */
export type SourceState = FluxSource | 'missing' | 'unwatched';

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

function pathOf(path?: string | null): string {
  return path?.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.';
}

/** Where the Kustomization's desired state lives. */
export function projectSource(
  { spec }: Kustomization,
  state: SourceState,
): Source[] {
  if (!spec?.sourceRef) return [];
  const source = typeof state === 'string' ? undefined : state.spec;
  const ref = source?.ref;
  const bucket = source?.endpoint
    ? `${source.endpoint}/${source.bucketName ?? ''}`
    : '';
  return [
    {
      type: TYPES[spec.sourceRef.kind] ?? 'unknown',
      repoUrl: source?.url ?? bucket,
      path: pathOf(spec.path),
      targetRevision:
        ref?.commit ??
        ref?.digest ??
        ref?.name ??
        ref?.semver ??
        ref?.tag ??
        ref?.branch ??
        undefined,
    },
  ];
}
