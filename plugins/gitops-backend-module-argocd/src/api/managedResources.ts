import { z } from 'zod';
import { parseJson } from '@backstage-gitops/plugin-gitops-node';

const manifestSchema = z.record(z.string(), z.unknown());
/** A Kubernetes object as plain JSON. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Manifests come as text within the JSON; `null` is one that is not there. */
const stateSchema = z
  .string()
  .nullish()
  .transform((text): Manifest | null => {
    const parsed = manifestSchema.safeParse(parseJson(text ?? 'null'));
    return parsed.success ? parsed.data : null;
  });

const comparedResourceSchema = z.object({
  group: z.string().default(''),
  kind: z.string(),
  namespace: z.string().default(''),
  name: z.string(),
  hook: z.boolean().nullish(),
  liveState: stateSchema,
  /** Live, and what live would be after a sync: with the same defaults in both. */
  normalizedLiveState: stateSchema,
  predictedLiveState: stateSchema,
  targetState: stateSchema,
});
/** A managed resource with all that Argo CD compares. */
export type ComparedResource = z.infer<typeof comparedResourceSchema>;

/** The answer of `/applications/{name}/managed-resources`. */
export const managedResourcesSchema = z
  .object({ items: z.array(comparedResourceSchema).nullish() })
  .transform(({ items }) => items ?? []);
