import { z } from 'zod';
import { applicationSchema } from './application';
import { commitSchema } from './commit';
import { instanceHealthSchema, repositoryHealthSchema } from './instance';
import { displayWordSchema } from './rules/displayState';
import { engineKindSchema } from './vocabulary';

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
      conditions: true,
      automation: true,
      syncWindow: true,
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
  /** Part of the author's name or address. */
  author: queryText(200),
  /** Part of the subject, or the beginning of the id. */
  text: queryText(200),
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

export const MAX_IMPACT_PATHS = 100;

const impactPath = z
  .string()
  .max(1000)
  .refine(path => !path.includes('\0'), 'may not contain NUL');

/** `GET /impact`: of paths in a repository, or of a pull request that was merged. */
export const impactQuerySchema = z.object({
  /** Its URL, however it is written. */
  repository: z.string().min(1).max(2000),
  path: z
    .union([z.array(impactPath).max(MAX_IMPACT_PATHS), impactPath])
    .transform(path => [path].flat())
    .optional(),
  pull: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1)
    .optional(),
});
export type ImpactQuery = z.input<typeof impactQuerySchema>;

/** Whose: of entities that the reader, or one of the reader's groups, owns; else an entity ref. */
const owner = queryText(1024);

/**
 * What is said first of an application, see `displayState`; of one whose
 * instance cannot be reached now only that.
 */
export const fleetStateSchema = z.enum([
  // Said with the time, and never first.
  ...displayWordSchema.exclude(['WindowClosed']).options,
  'Stale',
]);
export type FleetState = z.infer<typeof fleetStateSchema>;

/** What `GET /applications` and `GET /applications/facets` are narrowed to. */
const fleetFilterSchema = z.object({
  /** Part of the application's or the entity's name. */
  text: queryText(200),
  /** `me`, `teams` (me and my groups), or the ref of a group or user. */
  owner,
  /** Entity ref of a system. */
  system: queryText(1024),
  engine: engineKindSchema.optional(),
  instance: queryText(200),
  environment: queryText(200),
  state: fleetStateSchema.optional(),
});
export type FleetFilter = z.infer<typeof fleetFilterSchema>;

export const fleetOrderSchema = z.enum(['worst', 'since', 'name']);
export type FleetOrder = z.infer<typeof fleetOrderSchema>;

/** `GET /applications`: the fleet, as far as the person may see it. */
export const fleetQuerySchema = fleetFilterSchema.extend({
  /** `since`: what has been so for the shortest time first. */
  orderBy: fleetOrderSchema.default('worst'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: queryText(1000),
});
export type FleetQuery = z.input<typeof fleetQuerySchema>;

/** `GET /applications/facets` */
export const facetsQuerySchema = fleetFilterSchema;
export type FacetsQuery = z.input<typeof facetsQuerySchema>;

const facetSchema = z.array(z.object({ value: z.string(), count: z.number() }));

/**
 * How many applications there are by each value, under all the filters but that
 * of the facet itself; values that occur, most frequent first. Environments are
 * in promotion order.
 */
export const facetsSchema = z.object({
  state: facetSchema,
  environment: facetSchema,
  engine: facetSchema,
  instance: facetSchema,
  owner: facetSchema,
  system: facetSchema,
});
export type Facets = z.infer<typeof facetsSchema>;

export const fleetSchema = z.object({
  items: z.array(applicationSchema),
  totalItems: z.number().int(),
  nextCursor: z.string().optional(),
});
export type Fleet = z.infer<typeof fleetSchema>;

/** `GET /alerts`, those open for the longest time last. */
export const alertsQuerySchema = z.object({
  status: z.enum(['open', 'closed']).default('open'),
  owner,
  /** Only alerts of this entity. */
  entityRef: queryText(1024),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: queryText(500),
});
export type AlertsQuery = z.input<typeof alertsQuerySchema>;

/** `GET /entities/{kind}/{namespace}/{name}/operations` */
export const operationsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  cursor: queryText(500),
});
export type OperationsQuery = z.input<typeof operationsQuerySchema>;

/** `GET /applications/{id}/syncs` and `GET /entities/{kind}/{namespace}/{name}/syncs` */
export const syncsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: queryText(500),
});
export type SyncsQuery = z.input<typeof syncsQuerySchema>;

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
