function segmentsOf(path: string): string[] {
  return path === '' ? [] : path.split('/');
}

/**
 * A path of a repository as seen from one of its directories, such as `../../base`;
 * `.` is the directory itself, and '' stands for the root in both.
 */
export function relativePath(from: string, to: string): string {
  const here = segmentsOf(from);
  const there = segmentsOf(to);
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  const steps = [...here.slice(shared).map(() => '..'), ...there.slice(shared)];
  return steps.join('/') || '.';
}
