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
import { loadObservations } from '../store/loadObservations';
import { boundedDiff, boundedResources } from './DetailsBounds';
import { DetailsGate } from './DetailsGate';
import { Kept } from './Kept';

/** Something that an instance may be able to tell of an application. */
interface Question<T> {
  /** For people, after "does not tell". */
  what: string;
  /** Undefined where the instance cannot tell. */
  of: (
    instance: EngineInstance,
    observed: ObservedApplication,
    options: { signal: AbortSignal },
  ) => Promise<T> | undefined;
}

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
    return this.#resources.get(applicationId, async () =>
      boundedResources(
        await this.#ask(applicationId, {
          what: 'which resources an application has',
          of: (instance, ...about) =>
            instance.capabilities.resources
              ? instance.resources?.(...about)
              : undefined,
        }),
      ),
    );
  }

  /** Throws as `resources` does. */
  async diff(applicationId: string): Promise<ApplicationDiff> {
    return this.#diffs.get(applicationId, async () =>
      boundedDiff(
        await this.#ask(applicationId, {
          what: 'how resources differ from Git',
          of: (instance, ...about) =>
            instance.capabilities.diff ? instance.diff?.(...about) : undefined,
        }),
      ),
    );
  }

  async #ask<T>(applicationId: string, { what, of }: Question<T>): Promise<T> {
    const found = await loadObservations(this.#db, [applicationId]);
    const stored = found.get(applicationId);
    const observed = stored?.observed;
    if (!observed) {
      throw new ServiceUnavailableError(
        'The application is still to be observed by this release: try again in a minute.',
      );
    }
    const { engine, instance: name } = stored;
    const key = `${engine} ${name}`;
    const answer = await this.#gate.ask({ key, name }, async signal => {
      // Some engines have to ask others which instances there are.
      const instance = await findInstance(this.#engines, stored);
      return of(instance, observed, { signal });
    });
    if (answer === undefined) {
      throw new ConflictError(`"${name}" does not tell ${what}.`);
    }
    return answer;
  }
}
