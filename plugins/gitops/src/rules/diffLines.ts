import { structuredPatch } from 'diff';

export interface DiffLine {
  /** `gap` stands for lines that are left out. */
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
  const lines = hunks.flatMap((hunk, index): DiffLine[] => [
    ...(index > 0 ? [GAP] : []),
    ...hunk.lines.flatMap(toLine),
  ]);
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
    default:
      // `\ No newline at end of file` says nothing of a manifest.
      return [];
  }
}
