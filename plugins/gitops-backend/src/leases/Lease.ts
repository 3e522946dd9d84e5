import { Knex } from 'knex';
import { isPostgres } from '../store/isPostgres';
import { databaseNow } from './databaseNow';
import { LeaseLostError } from './LeaseLostError';

export interface LeaseOptions {
  db: Knex;
  /** A token is raised with every change of hands, and so never comes back. */
  key: { name: string; holder: string; token: number };
  timeToLiveMs: number;
}

/** The right to work on something, renewed until it is released or lost. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #renewing?: Promise<void>;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = undefined;
      });
    }, options.timeToLiveMs / 3);
    this.#timer.unref();
  }

  /** Aborted, with a LeaseLostError, once somebody else has taken it over. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Runs a transaction that is committed only while the lease is held.
   *
   * @throws LeaseLostError where it was taken over; then nothing is written
   */
  async write<T>(run: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.#transaction(run);
    } catch (error) {
      // The database ends what stands still, and then says so instead.
      await this.#renew();
      this.signal.throwIfAborted();
      throw error;
    }
  }

  /** Others may take it at once. */
  async release(): Promise<void> {
    const { db, key } = this.#options;
    clearInterval(this.#timer);
    // It must not come after, and hold what nobody holds any more.
    await this.#renewing;
    try {
      await db('leases').where(key).update({ until_ms: 0 });
    } catch {
      // It ends by itself.
    }
  }

  #transaction<T>(run: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    const { db, timeToLiveMs } = this.#options;
    return db.transaction(async tx => {
      if (isPostgres(db)) {
        // A process that stands still must not keep its rows locked.
        await tx.raw('select set_config(?, ?, true)', [
          'idle_in_transaction_session_timeout',
          String(timeToLiveMs),
        ]);
      }
      // Without a lock: it is renewed while this goes on.
      await this.#assertHeld(tx('leases'));
      const result = await run(tx);
      // With one: nobody can take it over before this is committed.
      const row = tx('leases');
      await this.#assertHeld(isPostgres(db) ? row.forUpdate() : row);
      return result;
    });
  }

  async #assertHeld(row: Knex.QueryBuilder): Promise<void> {
    const held = await row.where(this.#options.key).first('token');
    if (held) return;
    const error = new LeaseLostError(this.#options.key.name);
    this.#lost.abort(error);
    throw error;
  }

  async #renew(): Promise<void> {
    const { db, key, timeToLiveMs } = this.#options;
    try {
      const renewed = await db('leases')
        .where(key)
        .update({
          until_ms: db.raw('? + ?', [databaseNow(db), timeToLiveMs]),
        });
      if (renewed === 0) this.#lost.abort(new LeaseLostError(key.name));
    } catch {
      // The database cannot be reached. Nothing can be written then, and whether
      // somebody was faster shows as soon as it is back.
    }
  }
}
