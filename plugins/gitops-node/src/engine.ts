import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  Capabilities,
  EngineKind,
} from '@backstage-gitops/plugin-gitops-common';
import { ApplicationClaim } from './claim';
import { ApplicationKey, ObservedApplication } from './observed';

/** One thing seen at an instance. */
export type Observation =
  /** Everything there is; what is not in it is gone. Comes first, and after each relist. */
  | { type: 'snapshot'; applications: ObservedApplication[] }
  | { type: 'changed'; application: ObservedApplication }
  | { type: 'removed'; key: ApplicationKey }
  /** Nothing changed, but the instance is there: a bookmark, a heartbeat. */
  | { type: 'alive' };

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
  observe(options: { signal: AbortSignal }): AsyncIterable<Observation>;
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
