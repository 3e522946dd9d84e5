import { z } from 'zod';
import { commitReviewSchema } from './review';
import { engineKindSchema, sinceSchema, timestampSchema } from './vocabulary';

/** Where a commit stands for one application whose inputs it touches. */
export const commitMarkSchema = z.object({
  applicationId: z.string(),
  environment: z.string().nullable(),
  state: z.enum(['deployed', 'waiting', 'unknown']),
  /** The newest of the application's input commits that runs. */
  current: z.boolean(),
  /** Of what is deployed: since when it runs without a break; null where that is not kept. */
  since: sinceSchema.nullable(),
  /**
   * Why it counts: the inputs that it touches outside the application's own path, as
   * seen from there (`../../base`); empty where it touches that path itself. The file
   * that declares the application is said from the root of the repository
   * (`/clusters/production/shop.yaml`). At most 5, the innermost only.
   */
  via: z.array(z.string()),
});
export type CommitMark = z.infer<typeof commitMarkSchema>;

export const commitSchema = commitReviewSchema.extend({
  repository: z.string(),
  /** Opaque and stable; for `GET /commits/{repository}/{sha}`. */
  repositoryId: z.string(),
  sha: z.string(),
  subject: z.string(),
  author: z.object({
    name: z.string(),
    email: z.string(),
    /** The catalog's user with that address, where the reader may see one. */
    entityRef: z.string().nullable(),
  }),
  at: timestampSchema,
  /** The commit's own date was empty or in the future and was clamped. */
  dateClamped: z.boolean(),
  merge: z.boolean(),
  url: z.string().nullable(),
  marks: z.array(commitMarkSchema),
});
export type Commit = z.infer<typeof commitSchema>;

/** An application that a commit, or a path, has a part in. */
export const touchedApplicationSchema = z.object({
  applicationId: z.string(),
  engine: engineKindSchema,
  instance: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  environment: z.string().nullable(),
  /** Those of the entities it belongs to that the reader may see. */
  entityRefs: z.array(z.string()),
  /** See `commitMarkSchema`. */
  via: z.array(z.string()),
});
export type TouchedApplication = z.infer<typeof touchedApplicationSchema>;

/** Applications and environments that something in Git has a part in. */
export const impactSchema = z.object({
  items: z.array(touchedApplicationSchema),
  /** How many more there are: which the reader may not see, or beyond the first 200. */
  hidden: z.number().int().nonnegative(),
});
export type Impact = z.infer<typeof impactSchema>;

/** `GET /commits/{repository}/{sha}`: from the store alone. */
export const commitDetailSchema = z.object({
  commit: commitSchema,
  /** Changed files among the inputs of applications that the reader may see. */
  files: z.array(z.string()),
  /** How many others it changed, which are not listed. */
  otherFiles: z.number().int().nonnegative(),
  impact: impactSchema,
});
export type CommitDetail = z.infer<typeof commitDetailSchema>;

export const fileDiffSchema = z.object({
  path: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  /** Hunks of a unified diff; null where there is nothing to show. */
  patch: z.string().nullable(),
  /** Why not, or not all of it; `secret`: it has values of a Secret. */
  withheld: z.enum(['binary', 'tooLarge', 'cut', 'secret']).optional(),
});
export type FileDiff = z.infer<typeof fileDiffSchema>;

/** `GET /commits/{repository}/{sha}/diff`: asks Git, for those who may inspect. */
export const commitDiffSchema = z.object({
  /** The whole message, bounded. */
  message: z.string(),
  /** Of the inputs of applications that the reader may inspect. */
  files: z.array(fileDiffSchema),
  otherFiles: z.number().int().nonnegative(),
});
export type CommitDiff = z.infer<typeof commitDiffSchema>;

/** `GET /applications/{id}/inputs`: what in Git an application is rendered from. */
export const applicationInputsSchema = z.object({
  sources: z.array(
    z.object({
      repository: z.string(),
      path: z.string(),
      /** It is the parent's, which declares the application. */
      parent: z.boolean(),
      inputs: z.array(
        z.object({
          path: z.string(),
          /**
           * The file that names it; null for the source's own path and for what the
           * application itself names, such as value files.
           */
          namedBy: z.string().nullable(),
        }),
      ),
      /** What could not be followed: remote bases, missing files, cycles. */
      notes: z.array(z.string()),
    }),
  ),
});
export type ApplicationInputs = z.infer<typeof applicationInputsSchema>;
