import { z } from 'zod';
import { applicationSchema } from './application';
import { commitSchema } from './commit';
import { instanceHealthSchema, repositoryHealthSchema } from './instance';

/** `GET /entities/{kind}/{namespace}/{name}/applications` */
export const entityApplicationsSchema = z.object({
  items: z.array(applicationSchema),
  /** The instances that the items come from. */
  instances: z.array(instanceHealthSchema),
  /** Configured environments, in promotion order. */
  environments: z.array(z.string()),
  /** What is wrong with the entity's own annotations, in words for its owner. */
  problems: z.array(z.string()),
});
export type EntityApplications = z.infer<typeof entityApplicationsSchema>;

export const MAX_ENTITY_REFS = 500;

/** `POST /entities/applications/by-refs` */
export const entityRefsRequestSchema = z.object({
  entityRefs: z.array(z.string().max(1024)).max(MAX_ENTITY_REFS),
});

export const entityStatusSchema = z.object({
  entityRef: z.string(),
  /** Of each application: only what a list row needs. */
  applications: z.array(
    applicationSchema.pick({
      id: true,
      engine: true,
      instance: true,
      name: true,
      environment: true,
      sync: true,
      health: true,
      operation: true,
      paused: true,
      drift: true,
      stale: true,
      observedAt: true,
    }),
  ),
});
export type EntityStatus = z.infer<typeof entityStatusSchema>;

/** Same order as asked; null for unknown and for forbidden alike. */
export const entityStatusesSchema = z.object({
  items: z.array(entityStatusSchema.nullable()),
});

/** Text of a query; PostgreSQL has no place for NUL. */
const queryText = (max: number) =>
  z
    .string()
    .max(max)
    .refine(text => !text.includes('\0'), 'may not contain NUL')
    .optional();

/** `GET /entities/{kind}/{namespace}/{name}/commits` */
export const commitsQuerySchema = z.object({
  application: queryText(200),
  environment: queryText(200),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: queryText(500),
});
export type CommitsQuery = z.input<typeof commitsQuerySchema>;

export const entityCommitsSchema = z.object({
  items: z.array(commitSchema),
  repositories: z.array(repositoryHealthSchema),
  nextCursor: z.string().optional(),
});
export type EntityCommits = z.infer<typeof entityCommitsSchema>;

/** `GET /applications`: the fleet, as far as the person may see it. */
export const fleetQuerySchema = z.object({
  engine: queryText(50),
  instance: queryText(200),
  environment: queryText(200),
  divergence: queryText(50),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: queryText(500),
});
export type FleetQuery = z.input<typeof fleetQuerySchema>;

export const fleetSchema = z.object({
  items: z.array(applicationSchema),
  totalItems: z.number().int(),
  nextCursor: z.string().optional(),
});
export type Fleet = z.infer<typeof fleetSchema>;

/** `GET /instances`, for operators. */
export const instancesSchema = z.object({
  items: z.array(instanceHealthSchema),
  repositories: z.array(repositoryHealthSchema),
});
export type Instances = z.infer<typeof instancesSchema>;

/** The signals channel, and what is sent on it: ids and a version only, never content. */
export const CHANGED_CHANNEL = 'gitops:changed';
export const changedSignalSchema = z.object({
  applications: z.array(z.string()),
  version: z.number(),
});
export type ChangedSignal = z.infer<typeof changedSignalSchema>;
