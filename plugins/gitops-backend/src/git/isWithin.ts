import { ancestors } from './log/ancestors';

/** Whether a path of a repository is a directory, or lies below it; '' is the root. */
export function isWithin(path: string, directory: string): boolean {
  return (
    directory === '' || path === directory || path.startsWith(`${directory}/`)
  );
}

/** Whether a path is within one of many, which takes no longer than with few. */
export function withinAny(
  directories: Iterable<string>,
): (path: string) => boolean {
  const all = new Set(directories);
  return path => [...ancestors(path)].some(above => all.has(above));
}
