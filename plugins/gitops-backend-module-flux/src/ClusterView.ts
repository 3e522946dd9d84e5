import {
  DriftedField,
  MAX_DRIFTED_FIELDS,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { InventoryItem, parseInventoryEntry } from './drift/inventory';
import { Kustomization } from './project/kustomization';
import { isReconciling } from './project/operation';
import { projectKustomization } from './project/projectKustomization';
import { FluxSource, SourceState } from './project/source';

interface Named {
  namespace: string;
  name: string;
}

interface Entry {
  kustomization: Kustomization;
  items: InventoryItem[];
}

/** What is known of an object that was applied. */
export type ObjectDrift =
  | { state: 'present'; fields: DriftedField[] }
  /** Was seen, and is not there any more. */
  | { state: 'gone' }
  /** Never seen; perhaps it was never created. */
  | { state: 'unseen' }
  /** Its kind cannot be watched. */
  | { state: 'unchecked' };

export function nameKey({ namespace, name }: Named): string {
  return `${namespace}/${name}`;
}

/** The Kustomizations and sources of a cluster as last seen. */
export class ClusterView {
  readonly #kustomizations = new Map<string, Entry>();
  readonly #sources = new Map<string, Map<string, FluxSource>>();
  /** Which Kustomizations have an object in their inventory, by inventory id. */
  readonly #appliers = new Map<string, Set<string>>();
  /** Gone objects that were told of: Flux at work is no reason to take that back. */
  readonly #toldGone = new Set<string>();

  constructor(
    private readonly cluster: string,
    private readonly driftOf: (item: InventoryItem) => ObjectDrift,
  ) {}

  keys(): string[] {
    return [...this.#kustomizations.keys()];
  }

  /** Everything that Kustomizations have applied. */
  *items(): Iterable<InventoryItem> {
    for (const { items } of this.#kustomizations.values()) yield* items;
  }

  /** @returns its key */
  put(kustomization: Kustomization): string {
    const key = nameKey(kustomization.metadata);
    const before = this.#kustomizations.get(key)?.items ?? [];
    this.#take(key);
    // With a kubeConfig its objects are in another cluster.
    const entries = kustomization.spec?.kubeConfig
      ? []
      : kustomization.status?.inventory?.entries ?? [];
    const items = entries.flatMap(each => parseInventoryEntry(each) ?? []);
    this.#kustomizations.set(key, { kustomization, items });
    for (const { id } of items) {
      const appliers = this.#appliers.get(id) ?? new Set();
      this.#appliers.set(id, appliers.add(key));
    }
    this.#forgetUnapplied(before);
    return key;
  }

  remove(key: string): void {
    const before = this.#kustomizations.get(key)?.items ?? [];
    this.#take(key);
    this.#forgetUnapplied(before);
  }

  #forgetUnapplied(items: InventoryItem[]): void {
    for (const { id } of items) {
      if (!this.#appliers.has(id)) this.#toldGone.delete(id);
    }
  }

  #take(key: string): void {
    for (const { id } of this.#kustomizations.get(key)?.items ?? []) {
      const appliers = this.#appliers.get(id);
      appliers?.delete(key);
      if (appliers?.size === 0) this.#appliers.delete(id);
    }
    this.#kustomizations.delete(key);
  }

  /** The Kustomizations that have the object in their inventory. */
  appliersOf(id: string): string[] {
    return [...(this.#appliers.get(id) ?? [])];
  }

  /** From now on sources of this kind that are not here do not exist. */
  watchSources(kind: string): void {
    this.#sources.set(kind, new Map());
  }

  /** @returns the keys of the Kustomizations that use it */
  putSource(kind: string, source: FluxSource): string[] {
    this.#sources.get(kind)?.set(nameKey(source.metadata), source);
    return this.#usersOf(kind, source.metadata);
  }

  /** @returns the keys of the Kustomizations that used it */
  removeSource(kind: string, source: Named): string[] {
    this.#sources.get(kind)?.delete(nameKey(source));
    return this.#usersOf(kind, source);
  }

  observed(key: string): ObservedApplication | undefined {
    const entry = this.#kustomizations.get(key);
    if (!entry) return undefined;
    const { kustomization } = entry;
    const observed = projectKustomization(
      kustomization,
      this.#sourceOf(kustomization),
      { cluster: this.cluster },
    );
    return { ...observed, drift: this.#drift(entry) };
  }

  #sourceOf({ metadata, spec }: Kustomization): SourceState {
    const ref = spec?.sourceRef;
    if (!ref) return 'missing';
    const sources = this.#sources.get(ref.kind);
    if (!sources) return 'unwatched';
    const namespace = ref.namespace ?? metadata.namespace;
    return sources.get(nameKey({ namespace, name: ref.name })) ?? 'missing';
  }

  #usersOf(kind: string, source: Named): string[] {
    return [...this.#kustomizations]
      .filter(([, { kustomization }]) => {
        const ref = kustomization.spec?.sourceRef;
        return (
          ref?.kind === kind &&
          ref.name === source.name &&
          (ref.namespace ?? kustomization.metadata.namespace) ===
            source.namespace
        );
      })
      .map(([key]) => key);
  }

  #drift({ kustomization, items }: Entry): ObservedApplication['drift'] {
    // Elsewhere nobody looks, and what is being deleted takes its objects along.
    const { metadata, spec } = kustomization;
    if (spec?.kubeConfig || metadata.deletionTimestamp) return null;
    const isAtWork = isReconciling(kustomization);
    let checked = 0;
    const fields = items.flatMap((item): DriftedField[] => {
      const drift = this.driftOf(item);
      if (drift.state === 'unchecked') return [];
      checked += 1;
      if (drift.state === 'gone') return this.#gone(item, isAtWork);
      this.#toldGone.delete(item.id);
      return drift.state === 'present' ? drift.fields : [];
    });
    if (items.length > 0 && checked === 0) return null;
    return {
      fields: fields.slice(0, MAX_DRIFTED_FIELDS),
      total: fields.length,
    };
  }

  /** What Flux prunes is gone before its inventory says so; that is nobody's drift. */
  #gone(item: InventoryItem, isAtWork: boolean): DriftedField[] {
    if (isAtWork && !this.#toldGone.has(item.id)) return [];
    this.#toldGone.add(item.id);
    const { group, kind, namespace, name } = item;
    return [
      {
        resource: { group, kind, namespace, name },
        change: 'resourceRemoved',
        by: 'unknown',
      },
    ];
  }
}
