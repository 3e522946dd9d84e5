import {
  DriftedField,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { inventoryId } from './inventory';
import { LiveObject } from './liveObject';
import {
  isRecalledGone,
  RecalledObject,
  recallObjects,
  resumeTracking,
} from './recalledObject';
import { settle } from './settle';
import { TrackedObject, trackObject } from './trackObject';

/** What is known of an object that was applied. */
export type ObjectDrift =
  | { state: 'present'; fields: DriftedField[] }
  /** Was seen, and is not there any more. */
  | { state: 'gone' }
  /** Never seen; perhaps it was never created. */
  | { state: 'unseen' }
  /** Its kind cannot be watched. */
  | { state: 'unchecked' };

/** What is known of applied objects, by inventory id; it outlives a watch that breaks off. */
export class ObjectMemory {
  readonly #tracked = new Map<string, TrackedObject>();
  /** Told of before this process, and not looked at since. */
  readonly #recalled = new Map<string, RecalledObject>();
  readonly #gone = new Set<string>();
  /** Gone objects that were told of: Flux at work is no reason to take that back. */
  readonly #toldGone = new Set<string>();
  /** The objects of each run of Flux that is under way, as they were when it began. */
  readonly #runs = new Map<string, TrackedObject[]>();

  /** Takes in what was told before, of objects that were not seen since. */
  recall(applications: ObservedApplication[]): void {
    for (const [id, object] of recallObjects(applications)) {
      if (this.#tracked.has(id)) continue;
      this.#recalled.set(id, object);
      if (isRecalledGone(object)) {
        this.#gone.add(id);
        this.#toldGone.add(id);
      }
    }
  }

  /** @returns its id */
  track(
    live: LiveObject,
    { group, kind }: { group: string; kind: string },
  ): string {
    const { namespace, name } = live.metadata;
    const ref = { group, kind, namespace, name };
    const id = inventoryId(ref);
    const recalled = this.#recalled.get(id);
    const before =
      this.#tracked.get(id) ?? (recalled && resumeTracking(recalled, live));
    this.#tracked.set(id, trackObject(before, live, ref));
    this.#recalled.delete(id);
    this.#gone.delete(id);
    this.#toldGone.delete(id);
    return id;
  }

  /** It was known, and is not there any more. */
  lose(id: string): void {
    this.#gone.add(id);
  }

  /** Forgets it where it is gone. */
  forget(id: string): void {
    if (!this.#gone.has(id)) return;
    this.#gone.delete(id);
    this.#toldGone.delete(id);
    this.#tracked.delete(id);
    this.#recalled.delete(id);
  }

  /** Flux sets to work on these, for the application of this key. */
  beginRun(key: string, ids: string[]): void {
    this.#runs.set(
      key,
      ids.flatMap(id => this.#tracked.get(id) ?? []),
    );
  }

  /** It is done; `isSuccess`: it has applied all that it wants. */
  endRun(key: string, isSuccess: boolean): void {
    const objects = isSuccess ? this.#runs.get(key) ?? [] : [];
    for (const before of objects) {
      const id = inventoryId(before.ref);
      const now = this.#tracked.get(id);
      if (now) this.#tracked.set(id, settle(before, now));
    }
    this.#runs.delete(key);
  }

  refOf(id: string): ResourceRef | undefined {
    return (this.#tracked.get(id) ?? this.#recalled.get(id))?.ref;
  }

  /** All that is known of a kind, also what is gone. */
  idsOf({ group, kind }: { group: string; kind: string }): string[] {
    return [...this.#tracked, ...this.#recalled]
      .filter(([, { ref }]) => ref.group === group && ref.kind === kind)
      .map(([id]) => id);
  }

  driftOf(id: string): ObjectDrift {
    if (this.#gone.has(id)) return { state: 'gone' };
    const fields =
      this.#tracked.get(id)?.drift ?? this.#recalled.get(id)?.fields;
    return fields ? { state: 'present', fields } : { state: 'unseen' };
  }

  /**
   * Whether it may be told that the object is gone. What Flux prunes is gone before
   * its inventory says so; that is nobody's drift.
   */
  tellGone(id: string, isAtWork: boolean): boolean {
    if (isAtWork && !this.#toldGone.has(id)) return false;
    this.#toldGone.add(id);
    return true;
  }
}
