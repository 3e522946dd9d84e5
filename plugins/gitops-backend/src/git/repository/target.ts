import { isSha } from '../commands/mirror';

/** What a target revision can mean; tried in order. */
export interface Target {
  /** Full names of refs, or `HEAD`. */
  refs: string[];
  /** A full or shortened commit id. */
  commit?: string;
}

/** As `git check-ref-format`, and no wildcard or dash that a command could see. */
export function isRefName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= 500 &&
    !/[\p{Cc}\s~^:?*[\]\\]/u.test(name) &&
    !name.includes('..') &&
    !name.includes('@{') &&
    !name.endsWith('.') &&
    name !== '@' &&
    !name.startsWith('-') &&
    name
      .split('/')
      .every(
        part =>
          part.length > 0 && !part.startsWith('.') && !part.endsWith('.lock'),
      )
  );
}

/** Reads a target revision. What can name nothing gives no refs and no commit. */
export function parseTarget(target: string): Target {
  if (target === '' || target === 'HEAD') return { refs: ['HEAD'] };
  if (isSha(target)) return { refs: [], commit: target };
  if (!isRefName(target)) return { refs: [] };
  const refs = target.startsWith('refs/')
    ? [target]
    : [`refs/heads/${target}`, `refs/tags/${target}`];
  return /^[0-9a-f]{7,63}$/.test(target) ? { refs, commit: target } : { refs };
}
