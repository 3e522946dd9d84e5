import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  ApplicationDiff,
  ApplicationResources,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Engine,
  EngineInstance,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { findInstance } from '../observe/findInstance';
import { reasonOf } from '../observe/reasonOf';
import { loadObservations } from '../store/loadObservations';
import { boundedDiff, boundedResources } from './DetailsBounds';
import { DetailsGate } from './DetailsGate';
import { Kept } from './Kept';

const KEEPING = { keepMs: 10_000, max: 30 };

/**
 * What is not stored, but asked of the engine while somebody waits: one question
 * for all who want the same at a time, its answer kept for 10 s. Whether they may
 * know it is for the caller to find out.
 */
export class Details {
  readonly #db: Knex;
  readonly #engines: Engine[];
  readonly #gate = new DetailsGate();
  readonly #resources = new Kept<ApplicationResources>(KEEPING);
  readonly #diffs = new Kept<ApplicationDiff>(KEEPING);

  constructor(options: { db: Knex; engines: Engine[] }) {
    this.#db = options.db;
    this.#engines = options.engines;
  }

  /**
   * @throws ConflictError where the instance does not tell this
   * @throws ServiceUnavailableError where it cannot tell now
   */
  async resources(applicationId: string): Promise<ApplicationResources> {
    return this.#resources.get(applicationId, async () => {
      const { key, instance, observed } = await this.#find(applicationId);
      const { name, capabilities, resources } = instance;
      if (!capabilities.resources || !resources) {
        throw new ConflictError(
          `"${name}" does not tell which resources an application has.`,
        );
      }
      const items = await this.#gate.ask({ key, name }, signal =>
        resources.call(instance, observed, { signal }),
      );
      return boundedResources(items);
    });
  }

  /** Throws as `resources` does. */
  async diff(applicationId: string): Promise<ApplicationDiff> {
    return this.#diffs.get(applicationId, async () => {
      const { key, instance, observed } = await this.#find(applicationId);
      const { name, capabilities, diff } = instance;
      if (!capabilities.diff || !diff) {
        throw new ConflictError(
          `"${name}" does not tell how resources differ from Git.`,
        );
      }
      const items = await this.#gate.ask({ key, name }, signal =>
        diff.call(instance, observed, { signal }),
      );
      return boundedDiff(items);
    });
  }

  async #find(applicationId: string): Promise<{
    key: string;
    instance: EngineInstance;
    observed: ObservedApplication;
  }> {
    const found = await loadObservations(this.#db, [applicationId]);
    const stored = found.get(applicationId);
    if (!stored?.observed) {
      throw new ServiceUnavailableError(
        'The application is still to be observed by this release: try again in a minute.',
      );
    }
    try {
      const instance = await findInstance(this.#engines, stored);
      const key = `${stored.engine} ${stored.instance}`;
      return { key, instance, observed: stored.observed };
    } catch (error) {
      throw new ServiceUnavailableError(reasonOf(error));
    }
  }
}
