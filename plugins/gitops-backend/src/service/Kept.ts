interface Entry<T> {
  answer: Promise<T>;
  /** When it came, in ms of `performance.now()`; undefined while it is awaited. */
  at?: number;
}

/**
 * Answers that are asked for once, however many want them at a time, and given
 * again for a while after they came. Failures are not kept.
 */
export class Kept<T> {
  readonly #keepMs: number;
  readonly #max: number;
  /** Those that came in the order in which they did. */
  readonly #entries = new Map<string, Entry<T>>();
  #come = 0;

  /** @param options.max - so many are kept, besides those that are awaited */
  constructor(options: { keepMs: number; max: number }) {
    this.#keepMs = options.keepMs;
    this.#max = options.max;
  }

  async get(key: string, ask: () => Promise<T>): Promise<T> {
    this.#drop();
    const kept = this.#entries.get(key);
    if (kept) return kept.answer;
    const entry: Entry<T> = { answer: ask() };
    this.#entries.set(key, entry);
    try {
      const answer = await entry.answer;
      entry.at = performance.now();
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#come += 1;
      return answer;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  /** Drops what is too old, and the oldest of what is too much. */
  #drop(): void {
    const now = performance.now();
    for (const [key, { at }] of this.#entries) {
      if (at === undefined) continue;
      if (this.#come <= this.#max && now - at < this.#keepMs) break;
      this.#entries.delete(key);
      this.#come -= 1;
    }
  }
}
