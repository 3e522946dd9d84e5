import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  collectionPath,
  KubernetesClient,
  KubernetesError,
  Observation,
  ObservedApplication,
  ResourceType,
  TroubleLog,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { ClusterView, keyOf } from './ClusterView';
import { InventoryItem } from './drift/inventory';
import { InventoryWatches } from './drift/InventoryWatches';
import { ObjectDrift, ObjectMemory } from './drift/ObjectMemory';
import { ApplicationKind, FluxApplication } from './project/application';
import { FluxSource, parseSource, SOURCE_KINDS } from './project/source';
import { watchCollection } from './watchCollection';

/** The first look at what was applied delays the snapshot by at most this. */
const FIRST_LOOK_MS = 10_000;
const ALIVE_EVERY_MS = 10_000;

export interface ClusterWatchOptions {
  cluster: string;
  client: KubernetesClient;
  logger: LoggerService;
  /** The same one for the same thing, from one watch of the cluster to the next. */
  troubleOf: (what: string) => TroubleLog;
  /** The kinds of application that are served. */
  applications: Array<{ kind: ApplicationKind; type: ResourceType }>;
  /** Of the source kinds, those that are served. */
  sources: Map<string, ResourceType>;
  /** Kept from one watch of the cluster to the next. */
  memory: ObjectMemory;
  signal: AbortSignal;
  tell: (observation: Observation) => void;
}

/** One collection that is followed. */
interface Watch {
  running: Promise<void>;
  /** Resolves when all that there is was seen once. */
  listed: Promise<void>;
}

function digestOf(application: ObservedApplication): string {
  const text = JSON.stringify(application);
  return createHash('sha256').update(text).digest('base64');
}

/** One time of watching a cluster: applications, their sources and what they applied. */
export class ClusterWatch {
  readonly #view: ClusterView;
  readonly #inventory: InventoryWatches;
  /** Digest of what was told last of each, so that it is not told again. */
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
      items: () => this.#view.items(),
      versionsOf: id => this.#view.versionsOf(id),
      onChange: ids =>
        this.#tellOf(new Set(ids.flatMap(id => this.#view.appliersOf(id)))),
    });
    this.#view = new ClusterView(cluster, options.memory, item =>
      this.driftOf(item),
    );
  }

  driftOf(item: InventoryItem): ObjectDrift {
    return this.#inventory.driftOf(item);
  }

  /** Runs until the signal aborts; throws when the cluster cannot be watched. */
  async run(): Promise<void> {
    const listed = this.options.applications.map(each =>
      this.#watchApplications(each.kind, each.type),
    );
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

  #watchApplications(
    { kind, parse, isOptional }: ApplicationKind,
    type: ResourceType,
  ) {
    const watch = this.#watch<FluxApplication>(type, {
      parse,
      onListed: items => {
        this.options
          .troubleOf(kind)
          .isOver(`${kind} objects are watched again`);
        const gone = new Set(this.#view.keysOfKind(kind));
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
      onDeleted: ({ object }) => {
        const { namespace, name } = object.metadata;
        const key = { kind, namespace, name };
        this.#view.remove(keyOf(key));
        this.#told.delete(keyOf(key));
        if (this.#hasTold) this.options.tell({ type: 'removed', key });
      },
    });
    return isOptional ? this.#orWithout(kind, watch) : watch;
  }

  #watchSources(kind: string, type: ResourceType) {
    const view = this.#view;
    const watch = this.#watch<FluxSource>(type, {
      parse: parseSource,
      onListed: items => {
        this.options
          .troubleOf(kind)
          .isOver(`${kind} objects are watched again`);
        view.watchSources(kind);
        for (const item of items) view.putSource(kind, item);
        this.#tellOf(view.keys());
      },
      onUpserted: item => this.#tellOf(view.putSource(kind, item)),
      onDeleted: item => this.#tellOf(view.removeSource(kind, item)),
    });
    // Applications with such a source are then told without it.
    return this.#orWithout(kind, watch);
  }

  /** Goes on without objects that may not be read from the beginning. */
  #orWithout(kind: string, watch: Watch): Watch {
    let isListed = false;
    const listed = watch.listed.then(() => {
      isListed = true;
    });
    const running = watch.running.catch(async error => {
      const isForbidden =
        error instanceof KubernetesError && error.status === 403;
      if (!isForbidden || isListed) throw error;
      this.options
        .troubleOf(kind)
        .begins(`${kind} objects are not watched: ${error.message}`);
    });
    return { running, listed: Promise.race([listed, running]) };
  }

  #watch<T>(
    type: ResourceType,
    handler: {
      parse(item: unknown): T | undefined;
      onListed(items: T[]): void;
      onUpserted(item: T): void;
      onDeleted(item: T): void;
    },
  ): Watch {
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
    const looked = this.#inventory.ensure();
    await waitAtMost(FIRST_LOOK_MS, looked, signal);
  }

  #followInventory(): void {
    // Never rejects: a kind that cannot be watched is left unchecked.
    if (this.#hasTold) void this.#inventory.ensure();
  }

  #tellAll(): void {
    this.#hasTold = true;
    this.#told.clear();
    const applications = this.#view.keys().flatMap(key => {
      const observed = this.#view.observed(key);
      if (!observed) return [];
      this.#told.set(key, digestOf(observed));
      return [observed];
    });
    this.options.tell({ type: 'snapshot', applications });
  }

  #tellOf(keys: Iterable<string>): void {
    if (!this.#hasTold) return;
    for (const key of keys) {
      const application = this.#view.observed(key);
      if (!application) continue;
      const digest = digestOf(application);
      if (this.#told.get(key) === digest) continue;
      this.#told.set(key, digest);
      this.options.tell({ type: 'changed', application });
    }
  }

  #tellAlive(): void {
    if (!this.#hasTold || Date.now() - this.#aliveAt < ALIVE_EVERY_MS) return;
    this.#aliveAt = Date.now();
    this.options.tell({ type: 'alive' });
  }
}
