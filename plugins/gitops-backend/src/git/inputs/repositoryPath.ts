/** Stands for a path that leads outside the repository; it stays outside. */
export const OUTSIDE = '..';

/**
 * A path inside the repository, relative to `directory`, without `.` and `..`;
 * '' is the root. Undefined where it leads outside or cannot be a path.
 */
export function repositoryPath(
  path: string,
  directory: string = '',
): string | undefined {
  if (path.includes('\0') || path.length > 4096) return undefined;
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined;
    } else {
      segments.push(segment);
    }
  }
  return segments.join('/');
}

/** The directory that holds a path. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
