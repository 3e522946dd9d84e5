/** Does the work once for each key; all who ask share what became of it. */
export function once<K, T>(
  work: (key: K) => Promise<T>,
): (key: K) => Promise<T> {
  const done = new Map<K, Promise<T>>();
  return key => {
    const known = done.get(key) ?? work(key);
    done.set(key, known);
    return known;
  };
}
