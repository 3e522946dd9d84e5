import { z } from 'zod';
import {
  engineKindSchema,
  operationTypeSchema,
  timestampSchema,
} from './vocabulary';

/** What an instance can tell or do; what it cannot is said in words, never faked. */
export const capabilitiesSchema = z.object({
  /** Tells which live fields were changed by hand. */
  drift: z.boolean(),
  /** Tells drift also while commits wait. */
  driftWhilePending: z.boolean(),
  /** What can be asked of it. */
  operations: z.array(operationTypeSchema).default([]),
  /** Lists the resources of an application. */
  resources: z.boolean().default(false),
  /** Shows what a resource should be beside what it is. */
  diff: z.boolean().default(false),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

export const instanceHealthSchema = z.object({
  engine: engineKindSchema,
  name: z.string(),
  /** `connecting` until it was first heard of; `failing` answers, but with errors. */
  state: z.enum(['connecting', 'reachable', 'stale', 'failing']),
  since: timestampSchema,
  reason: z.string().optional(),
  lastSeenAt: timestampSchema.nullable(),
  capabilities: capabilitiesSchema,
});
export type InstanceHealth = z.infer<typeof instanceHealthSchema>;

export const repositoryHealthSchema = z.object({
  url: z.string(),
  state: z.enum(['indexing', 'current', 'stale', 'failing']),
  reason: z.string().optional(),
  indexedAt: timestampSchema.nullable(),
  /** History before some commit is not there (a shallow source). */
  partial: z.boolean(),
  /** Of commits, while many are indexed; null otherwise. */
  progress: z
    .object({
      done: z.number().int().nonnegative(),
      total: z.number().int().positive(),
    })
    .nullable(),
});
export type RepositoryHealth = z.infer<typeof repositoryHealthSchema>;
