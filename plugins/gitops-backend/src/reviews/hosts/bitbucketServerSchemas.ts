import { z } from 'zod';
import { pullNumberSchema } from './pullNumber';

const participantSchema = z.object({
  user: z.object({ name: z.string(), displayName: z.string().optional() }),
  /** In their own words: `APPROVED`, `NEEDS_WORK`, `UNAPPROVED`. */
  status: z.string().optional(),
});
export type ServerParticipant = z.infer<typeof participantSchema>;

export const pullSchema = z.object({
  id: pullNumberSchema,
  title: z.string(),
  state: z.string(),
  closedDate: z.number().optional(),
  author: participantSchema.optional(),
  reviewers: z.array(participantSchema),
  fromRef: z.object({ latestCommit: z.string().optional() }).optional(),
  toRef: z.object({ id: z.string() }).optional(),
  properties: z
    .object({ mergeCommit: z.object({ id: z.string() }).optional() })
    .optional(),
  links: z
    .object({ self: z.array(z.object({ href: z.string() })).optional() })
    .optional(),
});
export type ServerPull = z.infer<typeof pullSchema>;

export const pullsSchema = z.object({
  isLastPage: z.boolean(),
  values: z.array(pullSchema),
});

export const commitSchema = z.object({
  message: z.string(),
  parents: z.array(z.object({ id: z.string() })),
});

/** Builds of many commits, counted; of versions before some were counted at all. */
const statsSchema = z.object({
  successful: z.number(),
  inProgress: z.number(),
  failed: z.number(),
  cancelled: z.number().default(0),
  unknown: z.number().default(0),
});
export type BuildStats = z.infer<typeof statsSchema>;

export const statsByCommitSchema = z.record(z.string(), statsSchema);
