/** A directory of a source, as it is shown; `.` is its root. */
export function pathOf(path?: string | null): string {
  return path?.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.';
}
