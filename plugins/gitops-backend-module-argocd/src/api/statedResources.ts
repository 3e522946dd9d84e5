import { z } from 'zod';
import { argocdResourceSchema } from '../project/application';

export const resourceHealthSchema = z
  .object({ status: z.string().nullish(), message: z.string().nullish() })
  .nullish();

const statedResourceSchema = argocdResourceSchema.extend({
  health: resourceHealthSchema,
});
/** A managed resource as Argo CD states it in the answer for one application. */
export type StatedResource = z.infer<typeof statedResourceSchema>;

/** The resources in the answer of `/applications/{name}`. */
export const statedResourcesSchema = z
  .object({
    metadata: z.object({ name: z.string() }),
    status: z
      .object({ resources: z.array(statedResourceSchema).nullish() })
      .nullish(),
  })
  .transform(({ status }) => status?.resources ?? []);
