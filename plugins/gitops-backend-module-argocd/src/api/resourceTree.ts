import { z } from 'zod';
import { resourceHealthSchema } from './statedResources';

const namedSchema = z.object({
  group: z.string().nullish(),
  kind: z.string(),
  namespace: z.string().nullish(),
  name: z.string(),
});

const nodeSchema = namedSchema.extend({
  /** What it was made for; absent at the roots. */
  parentRefs: z.array(namedSchema).nullish(),
  images: z.array(z.string()).nullish(),
  createdAt: z.string().nullish(),
  health: resourceHealthSchema,
});
/** A live resource as Argo CD has it in the tree of an application. */
export type ResourceNode = z.infer<typeof nodeSchema>;

/** The answer of `/applications/{name}/resource-tree`. */
export const resourceTreeSchema = z
  .object({ nodes: z.array(nodeSchema).nullish() })
  .transform(({ nodes }) => nodes ?? []);
