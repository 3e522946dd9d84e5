import { z } from 'zod';
import { timestampSchema } from './vocabulary';

/** Where a commit stands for one application whose inputs it touches. */
export const commitMarkSchema = z.object({
  applicationId: z.string(),
  environment: z.string().nullable(),
  state: z.enum(['deployed', 'waiting', 'unknown']),
  /** The newest of the application's input commits that runs. */
  current: z.boolean(),
});
export type CommitMark = z.infer<typeof commitMarkSchema>;

export const commitSchema = z.object({
  repository: z.string(),
  sha: z.string(),
  subject: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  at: timestampSchema,
  /** The commit's own date was empty or in the future and was clamped. */
  dateClamped: z.boolean(),
  merge: z.boolean(),
  url: z.string().nullable(),
  marks: z.array(commitMarkSchema),
});
export type Commit = z.infer<typeof commitSchema>;
