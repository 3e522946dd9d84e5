import { z } from 'zod';
import { pageCursor } from '../pageCursor';

/** The last commit of a page. */
const placeSchema = z.object({
  ordinal: z.int().nonnegative(),
  repositoryId: z.int32().nonnegative(),
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
});

export type CommitPlace = z.infer<typeof placeSchema>;

export const commitCursor = pageCursor(placeSchema);
