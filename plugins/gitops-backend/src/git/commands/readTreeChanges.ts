import { streamGit } from '../process/runGit';
import { decodeBytes } from '../log/decodeBytes';
import { splitAtNul } from '../log/splitAtNul';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';
import { kindOf, TreeEntry } from './readTree';

/** What is at a path in another tree; undefined where nothing is. */
export type TreeChanges = Map<string, TreeEntry | undefined>;

const HEADER = /^[0-9a-f]{40,64} ([0-9a-f]{40,64})\n/;

/**
 * How trees differ from a first one, by their ids; many in one run, since a
 * whole listing for each takes much longer.
 */
export async function readTreeChanges(
  mirror: Mirror,
  base: string,
  trees: readonly string[],
): Promise<Map<string, TreeChanges>> {
  const changes = new Map<string, TreeChanges>();
  if (trees.length === 0) return changes;
  shas([base, ...trees]);
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
      input: trees.map(tree => `${base} ${tree}\n`).join(''),
      gitDir: mirror.gitDir,
      timeoutMs: LOCAL_TIMEOUT_MS,
      signal: mirror.signal,
    },
    async stdout => {
      let current: TreeChanges = new Map();
      let entry: TreeEntry | undefined;
      let pathIsNext = false;
      for await (const token of splitAtNul(stdout)) {
        if (pathIsNext) {
          current.set(decodeBytes(token), entry);
          pathIsNext = false;
          continue;
        }
        let text = token.toString('latin1');
        // A pair without differences has a header and nothing else.
        for (let it = HEADER.exec(text); it; it = HEADER.exec(text)) {
          current = new Map();
          changes.set(it[1], current);
          text = text.slice(it[0].length);
        }
        if (!text.startsWith(':')) continue;
        const [, mode, , id, status] = text.slice(1).split(' ');
        entry = status === 'D' ? undefined : { kind: kindOf(mode), id };
        pathIsNext = true;
      }
    },
  );
  return changes;
}
