import { z } from 'zod';
import {
  healthStatusSchema,
  syncStatusSchema,
  timestampSchema,
} from './vocabulary';

export const resourceRefSchema = z.object({
  group: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
});
export type ResourceRef = z.infer<typeof resourceRefSchema>;

/** A resource that differs from what the engine wants; `prune`: it is no longer in Git. */
export const changedResourceSchema = resourceRefSchema.extend({
  prune: z.boolean(),
});
export type ChangedResource = z.infer<typeof changedResourceSchema>;

/** One resource of an application: applied by it, or made by a controller of one that is. */
export const managedResourceSchema = resourceRefSchema.extend({
  /** The resource that it was made for; absent where the application applies it. */
  parent: resourceRefSchema.optional(),
  /** Absent of what is not applied. */
  sync: syncStatusSchema.optional(),
  /** Absent where the kind has no health, or the engine does not tell. */
  health: healthStatusSchema.optional(),
  message: z.string().optional(),
  /** Why it, or what was made for it, could not be read: what is listed is not all then. */
  unread: z.string().optional(),
  /** Of its containers, without doubles. */
  images: z.array(z.string()).optional(),
  createdAt: timestampSchema.optional(),
});
export type ManagedResource = z.infer<typeof managedResourceSchema>;

/** `GET /applications/{id}/resources` */
export const applicationResourcesSchema = z.object({
  items: z.array(managedResourceSchema),
  /** True where there are more than are listed. */
  truncated: z.boolean().optional(),
});
export type ApplicationResources = z.infer<typeof applicationResourcesSchema>;

/**
 * One resource as it should be and as it is, both as YAML without what the API
 * server adds; null where it should not be, or is not. Values of Secrets are
 * masked where the engine is read.
 */
export const resourceDiffSchema = resourceRefSchema.extend({
  desired: z.string().nullable(),
  live: z.string().nullable(),
});
export type ResourceDiff = z.infer<typeof resourceDiffSchema>;

/** `GET /applications/{id}/diff`: only what differs. */
export const applicationDiffSchema = z.object({
  items: z.array(resourceDiffSchema),
  /** True where something was left out because it is too large. */
  truncated: z.boolean(),
});
export type ApplicationDiff = z.infer<typeof applicationDiffSchema>;
