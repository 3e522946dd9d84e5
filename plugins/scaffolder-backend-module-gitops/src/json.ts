/** Keys of maps and places in lists, from the outside in. */
export type JsonPath = Array<string | number>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is at a path; undefined where there is nothing. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current) && typeof key === 'number') {
      current = current[key];
    } else if (isRecord(current) && Object.hasOwn(current, key)) {
      current = current[key];
    } else {
      return undefined;
    }
  }
  return current;
}

/** The maps in the list at a path, with their own paths. */
export function recordsAt(
  value: unknown,
  path: JsonPath,
): Array<{ value: Record<string, unknown>; path: JsonPath }> {
  const list = valueAt(value, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ value: item, path: [...path, index] }] : [],
  );
}
