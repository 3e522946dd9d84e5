/** Where a part of a pattern may end in a text, given where it may begin. */
type Part = (text: string, starts: number[]) => number[];

const anything: Part = (text, starts) => {
  const first = Math.min(...starts);
  return Array.from(
    { length: Math.max(0, text.length - first + 1) },
    (_, n) => first + n,
  );
};

const one =
  (isLike: (character: string) => boolean): Part =>
  (text, starts) =>
    starts.flatMap(at => (at < text.length && isLike(text[at]) ? at + 1 : []));

const inTurn =
  (parts: Part[]): Part =>
  (text, starts) =>
    parts.reduce(
      (ends, part) => (ends.length > 0 ? part(text, ends) : []),
      starts,
    );

const either =
  (alternatives: Part[]): Part =>
  (text, starts) =>
    [...new Set(alternatives.flatMap(part => part(text, starts)))];

/** Far more than any name or URL needs; what is longer may be nested too deep to read. */
const MAX_PATTERN = 500;

class GlobReader {
  #at = 0;

  constructor(private readonly pattern: string) {}

  /** Null where the pattern is none. */
  whole(): Part[] | null {
    const parts = this.#until('');
    return this.#at === this.pattern.length ? parts : null;
  }

  /** Up to one of these characters, or the end. */
  #until(ends: string): Part[] | null {
    const parts: Part[] = [];
    while (this.#at < this.pattern.length) {
      const next = this.pattern[this.#at];
      if (ends.includes(next)) break;
      this.#at += 1;
      const part = this.#part(next);
      if (!part) return null;
      parts.push(part);
    }
    return parts;
  }

  #part(next: string): Part | null {
    switch (next) {
      case '*':
        return anything;
      case '?':
        return one(() => true);
      case '[':
        return this.#characters();
      case '{':
        return this.#alternatives();
      case '\\': {
        const escaped = this.pattern[this.#at];
        this.#at += 1;
        return escaped === undefined ? null : one(each => each === escaped);
      }
      default:
        return one(each => each === next);
    }
  }

  #characters(): Part | null {
    const end = this.pattern.indexOf(']', this.#at);
    if (end < 0) return null;
    const inside = this.pattern.slice(this.#at, end);
    this.#at = end + 1;
    const isNot = inside.startsWith('!');
    const ranges = [...inside.slice(isNot ? 1 : 0).matchAll(/(.)-(.)|./gs)].map(
      ([each, low = each, high = each]) => ({ low, high }),
    );
    if (ranges.length === 0) return null;
    return one(
      each =>
        ranges.some(({ low, high }) => low <= each && each <= high) !== isNot,
    );
  }

  #alternatives(): Part | null {
    const alternatives: Part[] = [];
    for (;;) {
      const parts = this.#until(',}');
      const end = this.pattern[this.#at];
      if (!parts || end === undefined) return null;
      this.#at += 1;
      alternatives.push(inTurn(parts));
      if (end === '}') return either(alternatives);
    }
  }
}

/**
 * Whether a text is as a pattern of Argo CD says: `*`, `?`, `[a-c]`, `[!a]` and
 * `{one,two}`; `/` is a character like others. A pattern that is none, or longer
 * than 500 characters, is like nothing. Without a regular expression, which a
 * pattern could make slow.
 */
export function globLike(pattern: string, text: string): boolean {
  if (pattern.length > MAX_PATTERN) return false;
  const parts = new GlobReader(pattern).whole();
  return parts !== null && inTurn(parts)(text, [0]).includes(text.length);
}
