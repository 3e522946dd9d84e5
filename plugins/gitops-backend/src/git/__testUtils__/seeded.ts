/** Numbers from 0 to 1, always the same ones for a seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    // The constants are those of Numerical Recipes.
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
