import { streamGit } from '../process/runGit';
import { decodeBytes } from '../log/decodeBytes';
import { splitAtNul } from '../log/splitAtNul';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';
import { kindOf, TreeEntry } from './readTree';

/** What is at paths in two trees that differ there; undefined where nothing is. */
export type TreeDifference = Map<
  string,
  { before: TreeEntry | undefined; after: TreeEntry | undefined }
>;

export interface TreePair {
  before: string;
  after: string;
}

const HEADER = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})\n/;

export function keyOfPair({ before, after }: TreePair): string {
  return `${before} ${after}`;
}

/**
 * How trees differ, by `keyOfPair`; many in one run, since a whole listing for each
 * takes much longer.
 */
export async function readTreeChanges(
  mirror: Mirror,
  pairs: readonly TreePair[],
): Promise<Map<string, TreeDifference>> {
  const differences = new Map<string, TreeDifference>();
  if (pairs.length === 0) return differences;
  shas(pairs.flatMap(({ before, after }) => [before, after]));
  await streamGit(
    {
      args: [
        'diff-tree',
        '--stdin',
        '-r',
        '-t',
        '-z',
        '--raw',
        '--no-renames',
        '--no-abbrev',
      ],
      input: pairs.map(pair => `${keyOfPair(pair)}\n`).join(''),
      gitDir: mirror.gitDir,
      timeoutMs: LOCAL_TIMEOUT_MS,
      signal: mirror.signal,
    },
    async stdout => {
      let current: TreeDifference = new Map();
      let sides: ReturnType<typeof sidesOf> | undefined;
      for await (const token of splitAtNul(stdout)) {
        if (sides) {
          const path = decodeBytes(token);
          // A file in the place of a directory comes as two.
          const other = current.get(path);
          current.set(path, {
            before: sides.before ?? other?.before,
            after: sides.after ?? other?.after,
          });
          sides = undefined;
          continue;
        }
        let text = token.toString('latin1');
        // A pair without differences has a header and nothing else.
        for (let it = HEADER.exec(text); it; it = HEADER.exec(text)) {
          current = new Map();
          differences.set(keyOfPair({ before: it[1], after: it[2] }), current);
          text = text.slice(it[0].length);
        }
        if (text.startsWith(':')) sides = sidesOf(text.slice(1));
      }
    },
  );
  return differences;
}

/** Of a line such as `100644 100755 <id> <id> M`. */
function sidesOf(line: string) {
  const [modeBefore, modeAfter, before, after] = line.split(' ');
  const side = (mode: string, id: string): TreeEntry | undefined =>
    mode === '000000' ? undefined : { kind: kindOf(mode), id };
  return { before: side(modeBefore, before), after: side(modeAfter, after) };
}
