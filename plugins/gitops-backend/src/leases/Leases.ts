import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { databaseNow } from './databaseNow';
import { Lease } from './Lease';

const TIME_TO_LIVE_MS = 30_000;

/** Decides which replica works on something, by its name, where one alone may. */
export class Leases {
  readonly #db: Knex;
  readonly #timeToLiveMs: number;
  readonly #holder = randomUUID();

  /**
   * @param timeToLiveMs - how long after its holder was last heard of a lease can be
   *   taken over
   */
  constructor(db: Knex, timeToLiveMs = TIME_TO_LIVE_MS) {
    this.#db = db;
    this.#timeToLiveMs = timeToLiveMs;
  }

  /** A lease, to be released; undefined while another one holds it. */
  async acquire(name: string): Promise<Lease | undefined> {
    const db = this.#db;
    const now = databaseNow(db);
    const mine = {
      holder: this.#holder,
      until_ms: db.raw('? + ?', [now, this.#timeToLiveMs]),
    };
    const [taken]: Array<{ token: number }> = await db('leases')
      .insert({ name, token: 1, ...mine })
      .onConflict('name')
      .merge({ token: db.raw('leases.token + 1'), ...mine })
      .where('leases.until_ms', '<=', now)
      .returning('token');
    return (
      taken &&
      new Lease({
        db,
        key: { name, holder: this.#holder, token: taken.token },
        timeToLiveMs: this.#timeToLiveMs,
      })
    );
  }
}
