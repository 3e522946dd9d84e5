import { z } from 'zod';
import {
  applicationSchema,
  changedResourceSchema,
  driftedFieldSchema,
  healthStatusSchema,
  initiatorSchema,
  repeatsSchema,
  sourceSchema,
  syncSchema,
  syncWindowSchema,
  syncStatusSchema,
  timestampSchema,
} from '@backstage-gitops/plugin-gitops-common';

/** A source, and what the index of Git has to know of it beside. */
export const observedSourceSchema = sourceSchema.extend({
  /** Other sources of the application name files in this one as `$<ref>/…`. */
  ref: z.string().optional(),
  /**
   * Files, directories and globs beside the path that the application's own spec names,
   * such as Helm value files: relative to the path, as `/…` to the repository's root, as
   * `$<ref>/…` to that of another source. At most `MAX_NAMED_INPUTS`.
   */
  inputs: z.array(z.string()).optional(),
  /** A path without a kustomization is rendered from those that lie below it. */
  nested: z.boolean().optional(),
  /**
   * A chart that is a directory (`path`) of a Git repository: the full commits behind its
   * versions, as far as the engine tells them. Absent for every other source.
   */
  commits: z
    .object({ desired: z.string().optional(), deployed: z.string().optional() })
    .optional(),
});
export type ObservedSource = z.infer<typeof observedSourceSchema>;

/** Whether Git has a history of what a source gives. */
export function isInGit({ type, commits }: ObservedSource): boolean {
  return type === 'git' || commits !== undefined;
}

/** More than anybody names. */
export const MAX_NAMED_INPUTS = 200;

/** One run of the engine, as far as the engine remembers it. */
export const observedSyncSchema = z.object({
  /** The engine's own, unique for the object's UID. */
  key: z.string(),
  /** The key that it had while it ran, where it is another. */
  formerKey: z.string().optional(),
  phase: z.enum(['Running', 'Succeeded', 'Failed']),
  deployed: syncSchema.shape.deployed,
  revisions: syncSchema.shape.revisions,
  startedAt: timestampSchema.optional(),
  finishedAt: timestampSchema.optional(),
  initiatedBy: initiatorSchema.optional(),
  message: z.string().optional(),
  /** Left out of the newest one, of which it changes with every interval. */
  repeats: repeatsSchema.optional(),
});
export type ObservedSync = z.infer<typeof observedSyncSchema>;

/** More than engines remember of an application by default. */
export const MAX_OBSERVED_SYNCS = 20;

/**
 * What one look at an application gave: a small projection of the engine's own
 * object, made on receipt. Lists are in a stable order, so that equal looks have
 * equal hashes; nothing that changes with every look (counters, last-checked
 * times) belongs here.
 */
export const observedApplicationSchema = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  uid: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  /** Entities that the application itself names; these confirm a binding. */
  entityRefs: z.array(z.string()),
  project: z.string().optional(),
  parent: applicationSchema.shape.parent,
  appliedBy: applicationSchema.shape.appliedBy,
  dependsOn: applicationSchema.shape.dependsOn,
  destination: applicationSchema.shape.destination,
  sources: z.array(observedSourceSchema),
  sync: z.object({
    status: syncStatusSchema,
    /** Why the engine could not compare: source, path, revision, project or cluster is wrong. */
    comparisonFailed: z.string().optional(),
    /** Full revisions that the engine wants to run, one per source; empty where unknown. */
    desiredRevisions: z.array(z.string()),
    /**
     * Full revisions applied last with success, one per source; empty where nothing
     * was, and where it is not known which: `syncs` then has one that deployed.
     */
    deployedRevisions: z.array(z.string()),
    /** Source or spec differ from what was deployed, apart from commits. */
    sourceChanged: z.boolean(),
    /**
     * `OutOfSync` says no more than that desired and deployed revision differ
     * (Flux); otherwise rendered manifests were compared (Argo CD).
     */
    byRevisionOnly: z.boolean(),
  }),
  /** Fields changed on the cluster; null where that was not checked. */
  drift: z
    .object({
      fields: z.array(driftedFieldSchema),
      total: z.number().int().nonnegative(),
      /** Part of what is applied could not be looked at: finding nothing is no agreement. */
      partial: z.boolean().optional(),
    })
    .nullable(),
  health: z.object({
    status: healthStatusSchema,
    message: z.string().optional(),
    since: timestampSchema.optional(),
  }),
  operation: applicationSchema.shape.operation,
  /** Oldest first: what the engine remembers, at most `MAX_OBSERVED_SYNCS`. */
  syncs: z.array(observedSyncSchema).default([]),
  /** How the last of the portal's requests that the engine knows of stands. */
  request: z
    .object({
      /** `OperationCall.id` */
      id: z.string(),
      phase: z.enum(['Running', 'Succeeded', 'Failed']),
      message: z.string().optional(),
    })
    .nullable(),
  /** Resources that differ, at most `MAX_CHANGED_RESOURCES`; null where the engine does not tell. */
  changes: z
    .object({
      resources: z.array(changedResourceSchema),
      total: z.number().int().nonnegative(),
    })
    .nullable(),
  paused: z
    .object({
      by: z.string().optional(),
      since: timestampSchema.optional(),
    })
    .nullable(),
  automation: applicationSchema.shape.automation,
  conditions: applicationSchema.shape.conditions,
  /** Those that hold for it, at most `MAX_SYNC_WINDOWS`. */
  syncWindows: z.array(syncWindowSchema).default([]),
  images: applicationSchema.shape.images,
  links: applicationSchema.shape.links,
});
export type ObservedApplication = z.infer<typeof observedApplicationSchema>;

/** Enough for a person to read; the rest is counted. */
export const MAX_CHANGED_RESOURCES = 50;

/** An application within its instance. */
export interface ApplicationKey {
  kind: string;
  namespace: string;
  name: string;
}
