/** At most `limit` characters, with `…` where something was cut off. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Not through the middle of a surrogate pair.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A value from a manifest as one short line; undefined stays undefined. */
export function shortenValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return shorten(
    typeof value === 'string' ? value : JSON.stringify(value),
    200,
  );
}

/** ISO 8601 in UTC, or undefined where the text is not a time. */
export function toTimestamp(text: string | undefined): string | undefined {
  const time = text ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
