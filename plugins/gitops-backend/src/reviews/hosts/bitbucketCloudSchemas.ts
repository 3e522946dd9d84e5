import { z } from 'zod';
import { pullNumberSchema } from './pullNumber';

const accountSchema = z.object({
  display_name: z.string().optional(),
  nickname: z.string().optional(),
});
export type CloudAccount = z.infer<typeof accountSchema>;

/** Pull requests with a commit, by their numbers. */
export const pullsSchema = z.object({
  values: z.array(z.object({ id: pullNumberSchema })),
  next: z.string().optional(),
});

export const pullSchema = z.object({
  id: pullNumberSchema,
  title: z.string(),
  state: z.string(),
  author: accountSchema.nullish(),
  participants: z.array(
    z.object({
      user: accountSchema.nullish(),
      role: z.string(),
      approved: z.boolean(),
      state: z.string().nullish(),
    }),
  ),
  /** Its hash is cut to twelve characters. */
  merge_commit: z
    .object({ hash: z.string(), date: z.string().optional() })
    .nullish(),
  destination: z
    .object({ branch: z.object({ name: z.string() }).nullish() })
    .optional(),
  source: z
    .object({ commit: z.object({ hash: z.string() }).nullish() })
    .optional(),
  links: z
    .object({ html: z.object({ href: z.string() }).optional() })
    .optional(),
});
export type CloudPull = z.infer<typeof pullSchema>;

export const commitSchema = z.object({ message: z.string() });

export const statusesSchema = z.object({
  values: z.array(z.object({ state: z.string() })),
  next: z.string().optional(),
});
