/** Keeps what was found; forgets the oldest where that is more than `most` in all. */
export class BoundedMap<T> {
  readonly #kept = new Map<string, T>();
  readonly #most: number;
  readonly #sizeOf: (value: T) => number;
  #size = 0;

  constructor(most: number, sizeOf: (value: T) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get(key: string): T | undefined {
    return this.#kept.get(key);
  }

  /** Of one key the value is always the same. */
  set(key: string, value: T): void {
    if (this.#kept.has(key)) return;
    this.#kept.set(key, value);
    this.#size += this.#sizeOf(value);
    for (const [oldest, old] of this.#kept) {
      if (this.#size <= this.#most) break;
      this.#kept.delete(oldest);
      this.#size -= this.#sizeOf(old);
    }
  }
}
