import { setTimeout as delay } from 'node:timers/promises';
import {
  collectionPath,
  getJson,
  KubernetesClient,
  KubernetesError,
  listAndWatch,
  listResourceTypes,
  objectPath,
  ResourceType,
  TroubleLog,
} from '@backstage-gitops/plugin-gitops-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { inventoryId, InventoryItem } from './inventory';
import { LiveObject, parseLiveObject } from './liveObject';
import { acceptOf } from './partialMetadata';
import { ObjectDrift, ObjectMemory } from './ObjectMemory';

/** On everything that a Kustomization applies. */
const APPLIED = 'kustomize.toolkit.fluxcd.io/name';
const RETRY_MS = 60_000;
const RECONNECT_MS = 5_000;

type Kind = Pick<InventoryItem, 'group' | 'version' | 'kind'>;

interface KindWatch extends Kind {
  trouble: TroubleLog;
  /** Whether all that there is of this kind has been looked at. */
  isListed: boolean;
  /** Resolves after the first look, also when that failed. */
  firstLook: Promise<void>;
  /** What was applied in another version, where nobody has seen it: as it was here. */
  passedOver: Map<string, LiveObject>;
}

/** The same kind has other fields in another version of its API. */
const keyOf = ({ group, version, kind }: Kind) =>
  [group, version, kind].filter(Boolean).join('/');

/** Follows the applied objects of a cluster: one watch per kind and version that an inventory names. */
export class InventoryWatches {
  readonly #kinds = new Map<string, KindWatch>();

  constructor(
    private readonly options: {
      client: KubernetesClient;
      logger: LoggerService;
      /** The same one for the same thing, also after the cluster was away. */
      troubleOf: (what: string) => TroubleLog;
      signal: AbortSignal;
      memory: ObjectMemory;
      /** Everything that inventories name. */
      items: () => Iterable<InventoryItem>;
      /** The versions in which inventories have the object. */
      versionsOf: (id: string) => string[];
      /** An object, or all of a kind, has come, changed its drift or gone. */
      onChange: (ids: string[]) => void;
    },
  ) {}

  /** Watches the kinds of all that inventories name; resolves when all were looked at once. */
  async ensure(): Promise<void> {
    const taken: string[] = [];
    for (const { id, group, version, kind } of this.options.items()) {
      const key = keyOf({ group, version, kind });
      const watch = this.#kinds.get(key);
      if (!watch) this.#begin(key, { group, version, kind });
      // It may not change again for long.
      const live = watch?.isListed && watch.passedOver.get(id);
      if (watch && live) {
        const tracked = this.#track(watch, live);
        if (tracked) taken.push(tracked);
      }
    }
    if (taken.length > 0) this.options.onChange(taken);
    await Promise.all([...this.#kinds.values()].map(each => each.firstLook));
  }

  driftOf(item: InventoryItem): ObjectDrift {
    const drift = this.options.memory.driftOf(item.id);
    // Evidence stands until somebody looks again.
    const isEvidence =
      drift.state === 'gone' ||
      (drift.state === 'present' && drift.fields.length > 0);
    const isListed = this.#kinds.get(keyOf(item))?.isListed;
    return isListed || isEvidence ? drift : { state: 'unchecked' };
  }

  #begin(key: string, type: Kind): void {
    let looked = () => {};
    const firstLook = new Promise<void>(resolve => {
      looked = resolve;
    });
    const watch: KindWatch = {
      ...type,
      trouble: this.options.troubleOf(key),
      isListed: false,
      firstLook,
      passedOver: new Map(),
    };
    this.#kinds.set(key, watch);
    this.#follow(key, watch, looked).catch(error => {
      this.options.logger.error(`Watching ${key} ended unexpectedly`, error);
    });
  }

  async #follow(
    key: string,
    watch: KindWatch,
    looked: () => void,
  ): Promise<void> {
    const { client, signal } = this.options;
    while (!signal.aborted) {
      try {
        const types = await listResourceTypes(client, watch, signal);
        const type = types.find(each => each.kind === watch.kind);
        if (!type) {
          throw new KubernetesError(client.who, 404, `no ${key} to watch`);
        }
        await this.#followType(key, watch, type, looked);
      } catch (error) {
        if (signal.aborted) return;
        looked();
        // One kind that may not be read leaves the others as they are. One that
        // cannot be reached is as it was last seen; the cluster may be away.
        const isRefused = error instanceof KubernetesError;
        if (isRefused && !this.#isUsed(key)) {
          // When it is named again it begins anew.
          this.#kinds.delete(key);
          watch.trouble.isOver(`Nothing is applied as ${key} any more`);
          return;
        }
        if (isRefused) {
          watch.trouble.begins(
            `Drift of ${key} is not checked: ${error.message}`,
          );
          watch.isListed = false;
          this.options.onChange(this.options.memory.idsOf(watch));
        }
        const pause = isRefused ? RETRY_MS : RECONNECT_MS;
        await delay(pause, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #followType(
    key: string,
    watch: KindWatch,
    type: ResourceType,
    looked: () => void,
  ): Promise<void> {
    const { client, signal, onChange, memory } = this.options;
    const accept = acceptOf(watch);
    const events = listAndWatch(client, {
      path: collectionPath(type),
      parse: parseLiveObject,
      labelSelector: APPLIED,
      accept: accept?.list,
      watchAccept: accept?.object,
      signal,
    });
    for await (const event of events) {
      if (event.type === 'listed') {
        watch.passedOver.clear();
        const seen = new Set(
          event.items.flatMap(item => this.#track(watch, item) ?? []),
        );
        const missing = memory
          .idsOf(watch)
          .filter(id => !seen.has(id) && this.#isOf(watch, id));
        for (const id of missing) await this.#confirmGone(watch, type, id);
        this.#forgetUnapplied(missing);
        watch.isListed = true;
        watch.trouble.isOver(`Drift of ${key} is checked again`);
        looked();
        onChange([...seen, ...missing]);
      } else if (event.type === 'upserted') {
        const before = this.#fingerprint(watch, event.item);
        const id = this.#track(watch, event.item);
        if (id && this.#fingerprint(watch, event.item) !== before) {
          onChange([id]);
        }
      } else if (event.type === 'deleted') {
        const id = this.#idOf(watch, event.item);
        watch.passedOver.delete(id);
        if (this.#isOf(watch, id)) {
          await this.#confirmGone(watch, type, id);
          this.#forgetUnapplied([id]);
          onChange([id]);
        }
      }
    }
  }

  #idOf({ group, kind }: KindWatch, { metadata }: LiveObject): string {
    const { namespace, name } = metadata;
    return inventoryId({ group, kind, namespace, name });
  }

  #fingerprint(watch: KindWatch, live: LiveObject): string {
    const drift = this.options.memory.driftOf(this.#idOf(watch, live));
    return JSON.stringify(drift);
  }

  #isUsed(key: string): boolean {
    for (const item of this.options.items()) {
      if (keyOf(item) === key) return true;
    }
    return false;
  }

  /** Whether it is looked at in this version; who does not know who applied it looks at all. */
  #isOf({ version }: KindWatch, id: string): boolean {
    const versions = this.options.versionsOf(id);
    return versions.length === 0 || versions.includes(version);
  }

  /** @returns its id; undefined where another watch looks at it */
  #track(watch: KindWatch, live: LiveObject): string | undefined {
    const { memory } = this.options;
    const id = this.#idOf(watch, live);
    watch.passedOver.delete(id);
    if (this.#isOf(watch, id)) return memory.track(live, watch);
    if (memory.driftOf(id).state === 'unseen') watch.passedOver.set(id, live);
    return undefined;
  }

  #forgetUnapplied(ids: string[]): void {
    const { memory, versionsOf } = this.options;
    for (const id of ids) if (versionsOf(id).length === 0) memory.forget(id);
  }

  /** It left the watch: because it is gone, or because somebody took its label off. */
  async #confirmGone(
    watch: KindWatch,
    type: ResourceType,
    id: string,
  ): Promise<void> {
    const { client, signal, memory } = this.options;
    const ref = memory.refOf(id);
    if (!ref) return;
    try {
      // Without values a field that was taken over as it is would pass for changed.
      const accept = acceptOf(watch)?.object;
      const path = objectPath(type, ref);
      const live = parseLiveObject(
        await getJson(client, path, { signal, accept }),
      );
      if (live) this.#track(watch, live);
    } catch (error) {
      if (!(error instanceof KubernetesError && error.status === 404)) {
        throw error;
      }
      memory.lose(id);
    }
  }
}
