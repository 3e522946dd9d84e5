const SPECIAL = /[*?[]/;

/** What stands for one character, or for any number of them. */
const TOKEN = /\[[^\]]+\]|\\?./gsu;
/** Longer than any path. */
const MAX_PATTERN = 1000;

export function isGlob(text: string): boolean {
  return SPECIAL.test(text);
}

/** The directory that holds whatever a pattern could match; '' is the root. */
export function globRoot(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex(isGlob);
  return segments.slice(0, first).join('/');
}

/**
 * Whether a path is as a pattern says, in which `*`, `?` and `[a-z]` stand for a part of
 * a name and `**` for any number of directories. Without a regular expression, which a
 * pattern could make slow.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  if (pattern.length > MAX_PATTERN) return false;
  return matches(
    pattern.split('/'),
    path.split('/'),
    (segment, name) =>
      matches([...segment.matchAll(TOKEN)].map(String), [...name], isLike, '*'),
    '**',
  );
}

function isLike(token: string, character: string): boolean {
  if (token === '?') return true;
  if (token.length > 1 && token.startsWith('[')) {
    const isNot = /^\[[!^]/.test(token);
    const ranges = token.slice(isNot ? 2 : 1, -1).matchAll(/(.)-(.)|./gsu);
    const isIn = [...ranges].some(
      ([each, low = each, high = each]) =>
        low <= character && character <= high,
    );
    return isIn !== isNot;
  }
  return token.replace(/^\\/, '') === character;
}

/** Whether two lists agree, where `any` in the first stands for any number of the second. */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  isAlike: (pattern: string, item: string) => boolean,
  any: string,
): boolean {
  let at = 0;
  // Where to go on with the last `any` if it has to take one more.
  let retry: { at: number; item: number } | undefined;
  for (let item = 0; item < items.length; ) {
    if (pattern[at] === any) {
      at += 1;
      retry = { at, item };
    } else if (at < pattern.length && isAlike(pattern[at], items[item])) {
      at += 1;
      item += 1;
    } else if (retry) {
      retry.item += 1;
      ({ at, item } = retry);
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(each => each === any);
}
