/** SQLite takes no more than about 500 rows in one insert. */
export const CHUNK = 400;

/** @param weightOf - how much of the size an item takes; one alone may be more */
export function* chunks<T>(
  items: Iterable<T>,
  size = CHUNK,
  weightOf: (item: T) => number = () => 1,
): Generator<T[]> {
  let chunk: T[] = [];
  let weight = 0;
  for (const item of items) {
    chunk.push(item);
    weight += weightOf(item);
    if (weight >= size) {
      yield chunk;
      chunk = [];
      weight = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}
