import {
  EngineKind,
  InstanceHealth,
} from '@backstage-gitops/plugin-gitops-common';
import { EngineInstance } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { listInstances } from '../store/instances';
import { saveInstance } from '../store/saveInstance';
import { saveUnobserved } from '../store/unobserved';
import { isAnswer, reasonOf } from './reasonOf';

/** A sign of life is written no more often than this, unless the state changes. */
const SEEN_EVERY_MS = 10_000;

/** Keeps in the store how one instance was last found. */
export class InstanceState {
  readonly #db: Knex;
  #health: InstanceHealth;
  #seenWrittenAt = Number.NEGATIVE_INFINITY;

  private constructor(db: Knex, health: InstanceHealth) {
    this.#db = db;
    this.#health = health;
  }

  /** Connecting, and last seen when it was before. */
  static async open(
    db: Knex,
    engine: EngineKind,
    instance: EngineInstance,
  ): Promise<InstanceState> {
    const { name, capabilities } = instance;
    const health: InstanceHealth = {
      engine,
      name,
      capabilities,
      state: 'connecting',
      since: new Date().toISOString(),
      lastSeenAt: await readLastSeenAt(db, { engine, name }),
    };
    await saveInstance(db, health);
    return new InstanceState(db, health);
  }

  /**
   * It has been heard of now, and was so at `at` (ISO 8601; now when absent). Returns
   * whether its state has changed.
   */
  async seen(at?: string): Promise<boolean> {
    const now = new Date();
    const lastSeenAt = at ?? now.toISOString();
    const due = now.getTime() - this.#seenWrittenAt >= SEEN_EVERY_MS;
    if (this.#health.state === 'reachable' && !due) {
      // Not written yet, but should it fail next, this is when it was last seen.
      this.#health = { ...this.#health, lastSeenAt };
      return false;
    }
    if (this.#health.state !== 'reachable') {
      await this.#endUnobserved(lastSeenAt);
    }
    const changed = await this.#save({
      ...this.#health,
      ...this.#become('reachable', now),
      reason: undefined,
      lastSeenAt,
    });
    this.#seenWrittenAt = now.getTime();
    return changed;
  }

  /** It could not be reached, or answered with an error. Returns whether its state has changed. */
  async failed(error: unknown): Promise<boolean> {
    const unreachable = this.#health.lastSeenAt ? 'stale' : 'connecting';
    const state = isAnswer(error) ? 'failing' : unreachable;
    return this.#save({
      ...this.#health,
      ...this.#become(state, new Date()),
      reason: reasonOf(error),
    });
  }

  /** Since when nobody observed it, another process included, the store knows. */
  async #endUnobserved(to: string): Promise<void> {
    const { engine, name: instance } = this.#health;
    const from = await readLastSeenAt(this.#db, this.#health);
    if (from) await saveUnobserved(this.#db, { engine, instance, from, to });
  }

  #become(
    state: InstanceHealth['state'],
    now: Date,
  ): Pick<InstanceHealth, 'state' | 'since'> {
    const since =
      state === this.#health.state ? this.#health.since : now.toISOString();
    return { state, since };
  }

  async #save(health: InstanceHealth): Promise<boolean> {
    await saveInstance(this.#db, health);
    const changed = health.state !== this.#health.state;
    this.#health = health;
    return changed;
  }
}

async function readLastSeenAt(
  db: Knex,
  { engine, name }: Pick<InstanceHealth, 'engine' | 'name'>,
): Promise<string | null> {
  const stored = (await listInstances(db)).find(
    other => other.engine === engine && other.name === name,
  );
  return stored?.lastSeenAt ?? null;
}
