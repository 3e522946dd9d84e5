import { z } from 'zod';
import { commitRefSchema, driftedFieldSchema } from './application';
import { changedResourceSchema } from './resource';
import { operationOptionsSchema, requestedOperationSchema } from './request';
import { operationTypeSchema } from './vocabulary';

/** Body of `POST /applications/{id}/operations`. */
export const operationRequestSchema = z.object({
  type: operationTypeSchema,
  options: operationOptionsSchema.default({ prune: false }),
  /** Made by the client once for one intention: sent twice, it is one operation. */
  idempotencyKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,100}$/, 'must be 8 to 100 of A-Z a-z 0-9 _ -'),
});
export type OperationRequest = z.input<typeof operationRequestSchema>;

/** Body of `POST /applications/{id}/operations:preview`. */
export const previewRequestSchema = operationRequestSchema.pick({
  type: true,
});

/** What a reader should know before going on; the words are the frontend's. */
export const previewNoteSchema = z.enum([
  /** There is nothing that it would change. */
  'nothingToDo',
  /** Reconciliation is paused: the engine will not act until it is resumed. */
  'paused',
  /** The instance cannot be reached now, so that all this may be old. */
  'stale',
  /** Git has commits that the engine has not fetched: they come along. */
  'engineBehindGit',
  /** Commits change the manifest that declares it, which its parent has to apply. */
  'waitsForParent',
  /** The engine is at work on it already. */
  'running',
  /** A sync window lets nobody sync now: the engine will refuse. */
  'windowClosed',
]);
export type PreviewNote = z.infer<typeof previewNoteSchema>;

/** `POST /applications/{id}/operations:preview`: what it would do, as far as is known. */
export const operationPreviewSchema = z.object({
  type: operationTypeSchema,
  /** Commits that would come to run, newest first; the first `MAX_PREVIEW_ITEMS`. */
  commits: z.array(commitRefSchema),
  /** All of them; null where they cannot be counted. */
  totalCommits: z.number().int().nullable(),
  /** Resources that the engine would change; null where it does not tell. */
  resources: z
    .object({
      items: z.array(changedResourceSchema),
      total: z.number().int(),
    })
    .nullable(),
  /** Changes by hand that it would undo. */
  undoes: z.object({
    fields: z.array(driftedFieldSchema),
    total: z.number().int(),
  }),
  notes: z.array(previewNoteSchema),
});
export type OperationPreview = z.infer<typeof operationPreviewSchema>;

export const MAX_PREVIEW_ITEMS = 20;

/** `GET /entities/{kind}/{namespace}/{name}/operations`, newest first. */
export const requestedOperationsSchema = z.object({
  items: z.array(requestedOperationSchema),
  nextCursor: z.string().optional(),
});
export type RequestedOperations = z.infer<typeof requestedOperationsSchema>;
