/**
 * Whether a text is as a pattern says, in which `*` stands for anything. Without a
 * regular expression, which a pattern could make slow.
 */
export function like(pattern: string, value: string): boolean {
  const [start, ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return value === pattern;
  if (!value.startsWith(start)) return false;
  let position = start.length;
  for (const part of rest) {
    const found = value.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return value.length - end.length >= position && value.endsWith(end);
}

/**
 * Whether a path is as a pattern says, segment by segment: `*` stands for anything
 * within one, `**` for any number of them, also none.
 */
export function pathLike(pattern: string, path: string): boolean {
  const segments = segmentsOf(path);
  // `reached[n]`: the pattern, as far as it was read, stands for the first n segments.
  let reached = [true, ...segments.map(() => false)];
  for (const part of segmentsOf(pattern)) {
    const before = reached;
    const first = before.indexOf(true);
    reached = before.map((_, n) =>
      part === '**'
        ? first >= 0 && n >= first
        : n > 0 && before[n - 1] && like(part, segments[n - 1]),
    );
  }
  return reached[segments.length];
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(segment => segment !== '' && segment !== '.');
}
