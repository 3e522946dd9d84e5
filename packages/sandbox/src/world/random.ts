/** A small seeded generator (mulberry32): the same seed, the same world. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Integer, both ends included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) =>
    low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: items => items[between(0, items.length - 1)],
  };
}
