import { structuredPatch } from 'diff';

export interface DiffLine {
  /** `gap` stands for lines that are left out; its text says where one is. */
  type: 'same' | 'added' | 'removed' | 'gap';
  text: string;
}

/** Lines that stay the same around each change. */
const CONTEXT = 3;
/** So many lines of one resource are drawn. */
const MOST_LINES = 2_000;

const GAP: DiffLine = { type: 'gap', text: '' };

/** From what should be to what is: `removed` should be and is not, `added` is and should not be. */
export function diffLines(desired: string, live: string): DiffLine[] {
  const { hunks } = structuredPatch('', '', desired, live, '', '', {
    context: CONTEXT,
  });
  return bounded(
    hunks.flatMap((hunk, index): DiffLine[] => [
      ...(index > 0 ? [GAP] : []),
      ...hunk.lines.flatMap(toLine),
    ]),
  );
}

export interface PatchLines {
  lines: DiffLine[];
  /** How many there are, with those that are not among the lines. */
  added: number;
  removed: number;
  /** There are more than are drawn. */
  isCut: boolean;
}

/** Of the hunks of a unified diff; each begins with a gap that says where. */
export function patchLines(patch: string): PatchLines {
  const all = patch.split('\n').flatMap(toLine);
  const count = (type: DiffLine['type']) =>
    all.filter(line => line.type === type).length;
  return {
    lines: bounded(all),
    added: count('added'),
    removed: count('removed'),
    isCut: all.length > MOST_LINES,
  };
}

function bounded(lines: DiffLine[]): DiffLine[] {
  return lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES), GAP]
    : lines;
}

function toLine(line: string): DiffLine[] {
  const text = line.slice(1);
  switch (line[0]) {
    case '+':
      return [{ type: 'added', text }];
    case '-':
      return [{ type: 'removed', text }];
    case ' ':
      return [{ type: 'same', text }];
    case '@':
      return [{ type: 'gap', text: line }];
    default:
      // `\ No newline at end of file` says nothing of a manifest.
      return [];
  }
}
