import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';

/** A sync as it is kept; `Unknown` when it vanished while it ran. */
export interface KeptSync extends Omit<ObservedSync, 'phase'> {
  phase: ObservedSync['phase'] | 'Unknown';
}

/** What becomes of looks at the syncs of one object: each sync is kept once. */
export class SyncHistory {
  #kept: KeptSync[] = [];

  /** In the order in which they were first seen. */
  get kept(): KeptSync[] {
    return this.#kept;
  }

  look(syncs: ObservedSync[]): void {
    const current = new Set(syncs.map(({ key }) => key));
    for (const sync of syncs) {
      const { formerKey = '' } = sync;
      const known =
        this.#find(sync.key) ??
        (current.has(formerKey) ? undefined : this.#find(formerKey));
      if (known) Object.assign(known, sync);
      else this.#kept.push({ ...sync });
      // Its run repeated what was there already.
      this.#kept = this.#kept.filter(
        each =>
          each === known ||
          each.key !== formerKey ||
          each.phase !== 'Running' ||
          current.has(formerKey),
      );
    }
    for (const each of this.#kept) {
      if (each.phase === 'Running' && !current.has(each.key)) {
        each.phase = 'Unknown';
      }
    }
  }

  #find(key: string): KeptSync | undefined {
    return this.#kept.find(each => each.key === key);
  }
}
