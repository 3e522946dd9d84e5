import {
  DriftedField,
  MAX_DRIFTED_FIELDS,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { InventoryItem, inventoryOf } from './drift/inventory';
import { ObjectDrift, ObjectMemory } from './drift/ObjectMemory';
import { FluxApplication } from './project/application';
import { findCondition } from './project/object';
import { FluxSource, SourceRef, SourceState } from './project/source';
import { sourcesBehind } from './project/sourcesBehind';

interface Entry {
  application: FluxApplication;
  /** The same as it is told. */
  told: FluxApplication;
  /** What it has applied, where its drift is read from that. */
  items: InventoryItem[];
}

/** Tells one object from another. */
export function keyOf({ kind, namespace, name }: SourceRef): string {
  return `${kind}/${namespace}/${name}`;
}

/** The applications and sources of a cluster as last seen. */
export class ClusterView {
  readonly #applications = new Map<string, Entry>();
  readonly #sources = new Map<string, Map<string, FluxSource>>();
  /** Which applications have an object in their inventory, and in which version, by inventory id. */
  readonly #appliers = new Map<string, Map<string, string>>();

  constructor(
    private readonly cluster: string,
    private readonly memory: ObjectMemory,
    private readonly driftOf: (item: InventoryItem) => ObjectDrift,
  ) {}

  keys(): string[] {
    return [...this.#applications.keys()];
  }

  keysOfKind(kind: string): string[] {
    return this.keys().filter(key => key.startsWith(`${kind}/`));
  }

  /** Everything that is applied, and that drift is read from. */
  *items(): Iterable<InventoryItem> {
    for (const { items } of this.#applications.values()) yield* items;
  }

  /** @returns its key */
  put(application: FluxApplication): string {
    const { kind, object, isAtWork, reportsDrift } = application;
    const key = keyOf({ kind, ...object.metadata });
    const before = this.#applications.get(key);
    this.#take(key);
    // With a kubeConfig its objects are in another cluster.
    const items =
      reportsDrift || object.spec?.kubeConfig ? [] : inventoryOf(object);
    const told = before ? application.after(before.told) : application;
    this.#applications.set(key, { application, told, items });
    for (const { id, version } of items) {
      const appliers = this.#appliers.get(id) ?? new Map<string, string>();
      this.#appliers.set(id, appliers.set(key, version));
    }
    this.#forgetUnapplied(before?.items ?? []);
    if (!isAtWork) {
      const isSuccess = findCondition(object, 'Ready')?.status === 'True';
      this.memory.endRun(key, isSuccess);
    } else if (before && !before.application.isAtWork) {
      this.memory.beginRun(
        key,
        items.map(({ id }) => id),
      );
    }
    return key;
  }

  remove(key: string): void {
    const before = this.#applications.get(key)?.items ?? [];
    this.#take(key);
    this.#forgetUnapplied(before);
    this.memory.endRun(key, false);
  }

  #forgetUnapplied(items: InventoryItem[]): void {
    for (const { id } of items) {
      if (!this.#appliers.has(id)) this.memory.forget(id);
    }
  }

  #take(key: string): void {
    for (const { id } of this.#applications.get(key)?.items ?? []) {
      const appliers = this.#appliers.get(id);
      appliers?.delete(key);
      if (appliers?.size === 0) this.#appliers.delete(id);
    }
    this.#applications.delete(key);
  }

  /** The applications that have the object in their inventory. */
  appliersOf(id: string): string[] {
    return [...(this.#appliers.get(id)?.keys() ?? [])];
  }

  /** The versions of its API that it was applied in. */
  versionsOf(id: string): string[] {
    return [...(this.#appliers.get(id)?.values() ?? [])];
  }

  /** From now on sources of this kind that are not here do not exist. */
  watchSources(kind: string): void {
    this.#sources.set(kind, new Map());
  }

  /** @returns the keys of the applications that use it */
  putSource(kind: string, source: FluxSource): string[] {
    const ref = { kind, ...source.metadata };
    this.#sources.get(kind)?.set(keyOf(ref), source);
    return this.#usersOf(ref);
  }

  /** @returns the keys of the applications that used it */
  removeSource(kind: string, { metadata }: FluxSource): string[] {
    const ref = { kind, ...metadata };
    this.#sources.get(kind)?.delete(keyOf(ref));
    return this.#usersOf(ref);
  }

  observed(key: string): ObservedApplication | undefined {
    const entry = this.#applications.get(key);
    if (!entry) return undefined;
    const { application, told } = entry;
    const observed = told.project(ref => this.#sourceOf(ref), {
      cluster: this.cluster,
    });
    return application.reportsDrift
      ? observed
      : { ...observed, drift: this.#drift(entry) };
  }

  #sourceOf(ref: SourceRef): SourceState {
    const sources = this.#sources.get(ref.kind);
    return sources ? sources.get(keyOf(ref)) ?? 'missing' : 'unwatched';
  }

  #usersOf(used: SourceRef): string[] {
    return [...this.#applications]
      .filter(([, { application }]) =>
        sourcesBehind(application.source, ref => this.#sourceOf(ref)).some(
          ({ ref }) => keyOf(ref) === keyOf(used),
        ),
      )
      .map(([key]) => key);
  }

  #drift({ application, items }: Entry): ObservedApplication['drift'] {
    // Elsewhere nobody looks, and what is being deleted takes its objects along.
    const { object, isAtWork } = application;
    const { metadata, spec } = object;
    if (spec?.kubeConfig || metadata.deletionTimestamp) return null;
    let checked = 0;
    const fields = items.flatMap((item): DriftedField[] => {
      const drift = this.driftOf(item);
      if (drift.state === 'unchecked') return [];
      checked += 1;
      if (drift.state === 'gone') return this.#gone(item, isAtWork);
      return drift.state === 'present' ? drift.fields : [];
    });
    if (items.length > 0 && checked === 0) return null;
    return {
      fields: fields.slice(0, MAX_DRIFTED_FIELDS),
      total: fields.length,
      ...(checked < items.length ? { partial: true } : {}),
    };
  }

  #gone(item: InventoryItem, isAtWork: boolean): DriftedField[] {
    if (!this.memory.tellGone(item.id, isAtWork)) return [];
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
