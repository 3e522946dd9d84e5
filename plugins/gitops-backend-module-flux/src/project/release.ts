import { z } from 'zod';
import { instant, text } from './object';

const releaseSchema = z.object({
  /** Counts from 1; from 1 again after Helm has uninstalled it. */
  version: z.number().int().positive(),
  /** As Helm has it: `deployed`, `superseded`, `failed`, `pending-upgrade`, … */
  status: z.string(),
  /** What Flux did last to it; older ones may have none. */
  action: text,
  chartVersion: z.string(),
  /** Of an OCI artifact. */
  ociDigest: text,
  /** When the first version was installed. */
  firstDeployed: instant,
  /** When Helm began with this one. */
  lastDeployed: instant,
});

/** One version of a Helm release, as Flux remembers it. */
export type Release = z.infer<typeof releaseSchema>;

/** Newest first; what cannot be read is left out. */
export const releasesSchema = z
  .array(z.unknown())
  .catch([])
  .transform((entries): Release[] =>
    entries.flatMap(each => releaseSchema.safeParse(each).data ?? []),
  );
