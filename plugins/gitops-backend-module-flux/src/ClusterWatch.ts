import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KubernetesClient,
  KubernetesError,
  Observation,
  TroubleLog,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { ClusterView, nameKey } from './ClusterView';
import { collectionPath, ResourceType } from './clusters/resourceTypes';
import { InventoryWatches, ObjectMemory } from './drift/InventoryWatches';
import { Kustomization, parseKustomization } from './project/kustomization';
import { FluxSource, parseSource } from './project/source';
import { watchCollection } from './watchCollection';

/** The kinds of source that have an artifact of their own. */
const SOURCE_KINDS = ['GitRepository', 'OCIRepository', 'Bucket'];
/** The first look at what was applied delays the snapshot by at most this. */
const FIRST_LOOK_MS = 10_000;
const ALIVE_EVERY_MS = 10_000;

export interface ClusterWatchOptions {
  cluster: string;
  client: KubernetesClient;
  logger: LoggerService;
  /** The same one for the same thing, from one watch of the cluster to the next. */
  troubleOf: (what: string) => TroubleLog;
  /** Of the Kustomization kind. */
  kustomizations: ResourceType;
  /** Of the source kinds, those that are served. */
  sources: Map<string, ResourceType>;
  /** Kept from one watch of the cluster to the next. */
  memory: ObjectMemory;
  signal: AbortSignal;
  tell: (observation: Observation) => void;
}

/** One time of watching a cluster: Kustomizations, their sources and what they applied. */
export class ClusterWatch {
  readonly #view: ClusterView;
  readonly #inventory: InventoryWatches;
  /** What was told last of each, so that it is not told again. */
  readonly #told = new Map<string, string>();
  #hasTold = false;
  #aliveAt = 0;

  constructor(private readonly options: ClusterWatchOptions) {
    const { client, logger, signal, cluster } = options;
    this.#inventory = new InventoryWatches({
      client,
      logger,
      troubleOf: options.troubleOf,
      signal,
      memory: options.memory,
      isApplied: id => this.#view.appliersOf(id).length > 0,
      onChange: ids =>
        this.#tellOf(new Set(ids.flatMap(id => this.#view.appliersOf(id)))),
    });
    this.#view = new ClusterView(cluster, item =>
      this.#inventory.driftOf(item),
    );
  }

  /** Runs until the signal aborts; throws when the cluster cannot be watched. */
  async run(): Promise<void> {
    const listed = [this.#watchKustomizations()];
    for (const kind of SOURCE_KINDS) {
      const type = this.options.sources.get(kind);
      if (type) listed.push(this.#watchSources(kind, type));
    }
    const running = Promise.all(listed.map(each => each.running));
    const first = async () => {
      await Promise.all(listed.map(each => each.listed));
      await this.#lookAtInventory();
      this.#tellAll();
      this.#followInventory();
      await running;
    };
    await Promise.race([first(), running]);
  }

  #watchKustomizations() {
    return this.#watch<Kustomization>(this.options.kustomizations, {
      parse: parseKustomization,
      onListed: items => {
        const gone = new Set(this.#view.keys());
        for (const item of items) gone.delete(this.#view.put(item));
        for (const key of gone) this.#view.remove(key);
        if (this.#hasTold) {
          this.#tellAll();
          this.#followInventory();
        }
      },
      onUpserted: item => {
        const key = this.#view.put(item);
        this.#followInventory();
        this.#tellOf([key]);
      },
      onDeleted: ({ metadata }) => {
        const key = nameKey(metadata);
        this.#view.remove(key);
        this.#told.delete(key);
        if (!this.#hasTold) return;
        const { namespace, name } = metadata;
        this.options.tell({
          type: 'removed',
          key: { kind: 'Kustomization', namespace, name },
        });
      },
    });
  }

  #watchSources(kind: string, type: ResourceType) {
    const view = this.#view;
    const trouble = this.options.troubleOf(kind);
    const watch = this.#watch<FluxSource>(type, {
      parse: parseSource,
      onListed: items => {
        trouble.isOver(`${kind} sources are watched again`);
        view.watchSources(kind);
        for (const item of items) view.putSource(kind, item);
        this.#tellOf(view.keys());
      },
      onUpserted: item => this.#tellOf(view.putSource(kind, item)),
      onDeleted: item => this.#tellOf(view.removeSource(kind, item.metadata)),
    });
    const running = watch.running.catch(async error => {
      const isForbidden =
        error instanceof KubernetesError && error.status === 403;
      if (!isForbidden) throw error;
      // Kustomizations with such a source are then told without it.
      trouble.begins(`${kind} sources are not watched: ${error.message}`);
    });
    return { running, listed: Promise.race([watch.listed, running]) };
  }

  #watch<T>(
    type: ResourceType,
    handler: {
      parse(item: unknown): T | undefined;
      onListed(items: T[]): void;
      onUpserted(item: T): void;
      onDeleted(item: T): void;
    },
  ): { running: Promise<void>; listed: Promise<void> } {
    const { client, signal } = this.options;
    let onListed = () => {};
    const listed = new Promise<void>(resolve => {
      onListed = resolve;
    });
    const running = watchCollection<T>(
      client,
      { path: collectionPath(type), signal },
      {
        parse: item => handler.parse(item),
        onUpserted: item => handler.onUpserted(item),
        onDeleted: item => handler.onDeleted(item),
        onListed: items => {
          handler.onListed(items);
          onListed();
        },
        onAlive: () => this.#tellAlive(),
      },
    );
    return { running, listed };
  }

  async #lookAtInventory(): Promise<void> {
    const { signal } = this.options;
    const looked = this.#inventory.ensure(this.#view.items());
    await waitAtMost(FIRST_LOOK_MS, looked, signal);
  }

  #followInventory(): void {
    // Never rejects: a kind that cannot be watched is left unchecked.
    if (this.#hasTold) void this.#inventory.ensure(this.#view.items());
  }

  #tellAll(): void {
    this.#hasTold = true;
    this.#told.clear();
    const applications = this.#view.keys().flatMap(key => {
      const observed = this.#view.observed(key);
      if (!observed) return [];
      this.#told.set(key, JSON.stringify(observed));
      return [observed];
    });
    this.options.tell({ type: 'snapshot', applications });
  }

  #tellOf(keys: Iterable<string>): void {
    if (!this.#hasTold) return;
    for (const key of keys) {
      const application = this.#view.observed(key);
      const text = JSON.stringify(application);
      if (application && this.#told.get(key) !== text) {
        this.#told.set(key, text);
        this.options.tell({ type: 'changed', application });
      }
    }
  }

  #tellAlive(): void {
    if (!this.#hasTold || Date.now() - this.#aliveAt < ALIVE_EVERY_MS) return;
    this.#aliveAt = Date.now();
    this.options.tell({ type: 'alive' });
  }
}
