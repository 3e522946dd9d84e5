/** A JSON object as such; empty for anything else. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value inside JSON by its path; undefined where there is none. */
export function valueIn(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inside, key) => recordOf(inside)[key], value);
}

export function textIn(value: unknown, ...path: string[]): string | undefined {
  const found = valueIn(value, ...path);
  return typeof found === 'string' ? found : undefined;
}
