import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  Capabilities,
  EngineKind,
  ManagedResource,
  OperationOptions,
  OperationType,
  ResourceDiff,
} from '@backstage-gitops/plugin-gitops-common';
import { ApplicationClaim } from './claim';
import { ApplicationKey, ObservedApplication } from './observed';

/** One thing seen at an instance. */
export type Observation =
  /** Everything there is; what is not in it is gone. Comes first, and after each relist. */
  (
    | { type: 'snapshot'; applications: ObservedApplication[] }
    | { type: 'changed'; application: ObservedApplication }
    | { type: 'removed'; key: ApplicationKey }
    /** Nothing changed, but the instance is there: a bookmark, a heartbeat. */
    | { type: 'alive' }
  ) & {
    /**
     * ISO 8601, where an engine is told of states now and then instead of looking all
     * the time: when it was so. What is found otherwise may be so since any time before.
     */
    at?: string;
  };

/** Something that a person asks for; both id and person travel upstream. */
export interface OperationCall {
  id: string;
  type: OperationType;
  options: OperationOptions;
  /** Entity ref of the person. */
  requestedBy: string;
}

/**
 * What came of a call. `Running`: the engine has taken it on, and how it ends
 * comes back through `ObservedApplication.request`. `Unknown`: it was sent and not
 * answered, so that nobody knows whether the engine has taken it on.
 */
export type OperationAnswer =
  | { phase: 'Running' }
  | { phase: 'Succeeded' | 'Failed' | 'Unknown'; message?: string };

/** One installation of an engine that is observed. */
export interface EngineInstance {
  /** Unique among the engine's instances; what people call it. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /**
   * Looks until the signal aborts: one snapshot, then changes. It throws when
   * the instance cannot be reached or refuses, with words a person can act on;
   * whoever observes begins again, later and later.
   */
  observe(options: ObserveOptions): AsyncIterable<Observation>;
  /**
   * Asks the engine for one of `capabilities.operations`.
   * @throws Error with a sentence for the person when the engine refuses, or
   * cannot be reached
   */
  operate?(
    application: ObservedApplication,
    call: OperationCall,
    options: { signal: AbortSignal },
  ): Promise<OperationAnswer>;
  /**
   * What the application manages, asked of the engine now; where
   * `capabilities.resources`. At most some thousands.
   */
  resources?(
    application: ObservedApplication,
    options: { signal: AbortSignal },
  ): Promise<ManagedResource[]>;
  /** What differs, asked of the engine now; where `capabilities.diff`. Secrets are masked. */
  diff?(
    application: ObservedApplication,
    options: { signal: AbortSignal },
  ): Promise<ResourceDiff[]>;
}

export interface ObserveOptions {
  signal: AbortSignal;
  /**
   * The instance's applications as they were last observed, perhaps by a process
   * before this one: evidence that only comes with time is not lost with it.
   */
  known: () => Promise<ObservedApplication[]>;
}

/** A kind of reconciler, as a backend module teaches it to the GitOps backend. */
export interface Engine {
  readonly kind: EngineKind;
  /**
   * The annotations by which an entity may claim applications. Entities that
   * have one of them are asked for their claims, of whatever kind they are.
   */
  readonly annotations: readonly string[];
  /** The instances there are now; asked again from time to time. */
  instances(): Promise<EngineInstance[]>;
  /**
   * Which of this engine's applications an entity names by its annotations, and
   * what is wrong with them in words for its owner. Pure.
   */
  claims(entity: Entity): { claims: ApplicationClaim[]; problems: string[] };
}

export interface GitopsEnginesExtensionPoint {
  addEngine(engine: Engine): void;
}

/** Through this a backend module adds an engine. */
export const gitopsEnginesExtensionPoint =
  createExtensionPoint<GitopsEnginesExtensionPoint>({ id: 'gitops.engines' });
