import { EngineKind } from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationKey,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { applicationId } from '../store/applicationId';
import { instanceIndex, listInstances } from '../store/instances';
import { listInstanceApplicationIds } from '../store/listInstanceApplicationIds';
import { loadObservations } from '../store/loadObservations';
import { removeApplications } from '../store/removeApplications';
import {
  ApplicationWriter,
  ApplicationWriterOptions,
} from './ApplicationWriter';
import { Look } from './look';
import { storable } from './storable';

/** Whose applications are recorded. */
export interface ObservedSource {
  engine: EngineKind;
  instance: string;
}

/** Writes down what is observed and what Git has news of, where it differs from what is kept. */
export class Recorder {
  readonly #options: ApplicationWriterOptions;
  readonly #writer: ApplicationWriter;

  constructor(options: ApplicationWriterOptions) {
    this.#options = options;
    this.#writer = new ApplicationWriter(options);
  }

  /** Everything that an instance holds; what is not in it is removed. */
  async snapshot(
    source: ObservedSource,
    applications: ObservedApplication[],
    gap: boolean,
  ): Promise<void> {
    const { engine, instance } = source;
    const looks = new Map(
      applications.map(observed => {
        const look = lookAt(source, observed, gap);
        return [look.id, look];
      }),
    );
    const stored = await listInstanceApplicationIds(
      this.#options.db,
      engine,
      instance,
    );
    await this.#remove(stored.filter(id => !looks.has(id)));
    await this.#writer.write([...looks.values()]);
  }

  async changed(
    source: ObservedSource,
    observed: ObservedApplication,
    gap: boolean,
  ): Promise<void> {
    await this.#writer.write([lookAt(source, observed, gap)]);
  }

  async removed(
    { engine, instance }: ObservedSource,
    key: ApplicationKey,
  ): Promise<void> {
    await this.#remove([applicationId(engine, instance, key)]);
  }

  /** All applications of an instance that is no more. */
  async forget({ engine, instance }: ObservedSource): Promise<void> {
    const { db } = this.#options;
    await this.#remove(await listInstanceApplicationIds(db, engine, instance));
  }

  /** The applications of an instance as they were last observed. */
  async known({
    engine,
    instance,
  }: ObservedSource): Promise<ObservedApplication[]> {
    const { db } = this.#options;
    const ids = await listInstanceApplicationIds(db, engine, instance);
    const stored = await loadObservations(db, ids);
    return [...stored.values()].flatMap(({ observed }) => observed ?? []);
  }

  /** An instance is found otherwise than before, and with it all it holds. */
  async stateChanged({ engine, instance }: ObservedSource): Promise<void> {
    const { db, onChanged } = this.#options;
    const ids = await listInstanceApplicationIds(db, engine, instance);
    if (ids.length > 0) onChanged(ids, 0);
  }

  /** Git has news of these: they are worked out anew, as last observed. */
  async gitChanged(ids: string[]): Promise<void> {
    const { db } = this.#options;
    const instanceOf = instanceIndex(await listInstances(db));
    const stored = await loadObservations(db, ids);
    await this.#writer.write(
      [...stored.values()].map(({ id, engine, instance }) => ({
        id,
        engine,
        instance,
        gap: instanceOf({ engine, instance })?.state !== 'reachable',
      })),
    );
  }

  async #remove(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const { db, onChanged, onBindable, onAlerts } = this.#options;
    await removeApplications(db, ids);
    await this.#writer.forget(ids);
    onChanged(ids, 0);
    onBindable();
    onAlerts?.();
  }
}

function lookAt(
  { engine, instance }: ObservedSource,
  seen: ObservedApplication,
  gap: boolean,
): Look {
  const observed = storable(seen);
  const id = applicationId(engine, instance, observed);
  return { id, engine, instance, gap, observed };
}
