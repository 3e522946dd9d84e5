import { runGit } from '../process/runGit';
import { decodeBytes } from '../log/decodeBytes';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';

export interface TreeEntry {
  kind: 'file' | 'directory' | 'link' | 'submodule';
  id: string;
}

const KINDS: Record<string, TreeEntry['kind']> = {
  '040000': 'directory',
  '120000': 'link',
  '160000': 'submodule',
};

export function kindOf(mode: string): TreeEntry['kind'] {
  return KINDS[mode] ?? 'file';
}

/** Everything in a commit's tree by its path; trees are all there, blobs need not be. */
export async function readTree(
  mirror: Mirror,
  sha: string,
): Promise<Map<string, TreeEntry>> {
  const [id] = shas([sha]);
  const output = await runGit({
    args: ['ls-tree', '-r', '-t', '-z', '--full-tree', '--end-of-options', id],
    gitDir: mirror.gitDir,
    timeoutMs: LOCAL_TIMEOUT_MS,
    signal: mirror.signal,
  });
  const tree = new Map<string, TreeEntry>();
  let start = 0;
  for (let end = output.indexOf(0); end >= 0; end = output.indexOf(0, start)) {
    const tab = output.indexOf(0x09, start);
    const [mode, , object] = output.toString('latin1', start, tab).split(' ');
    tree.set(decodeBytes(output.subarray(tab + 1, end)), {
      kind: kindOf(mode),
      id: object,
    });
    start = end + 1;
  }
  return tree;
}

/** Those of the objects that the mirror has and that are no larger. */
async function notLarger(
  mirror: Mirror,
  ids: readonly string[],
  maxBytes: number,
): Promise<string[]> {
  const output = await runGit({
    args: ['cat-file', '--batch-check=%(objectname) %(objectsize)'],
    input: shas(ids)
      .map(id => `${id}\n`)
      .join(''),
    gitDir: mirror.gitDir,
    timeoutMs: LOCAL_TIMEOUT_MS,
    signal: mirror.signal,
  });
  return output
    .toString('latin1')
    .split('\n')
    .flatMap(line => {
      // `<id> missing` has no size.
      const [id, size] = line.split(' ');
      return /^\d+$/.test(size ?? '') && Number(size) <= maxBytes ? [id] : [];
    });
}

/** Contents of blobs that the mirror has, by id, without those that are larger. */
export async function readBlobs(
  mirror: Mirror,
  ids: readonly string[],
  maxBytes: number,
): Promise<Map<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (ids.length === 0) return blobs;
  const wanted = await notLarger(mirror, ids, maxBytes);
  if (wanted.length === 0) return blobs;
  const output = await runGit({
    args: ['cat-file', '--batch=%(objectname) %(objectsize)'],
    input: shas(wanted)
      .map(id => `${id}\n`)
      .join(''),
    gitDir: mirror.gitDir,
    timeoutMs: LOCAL_TIMEOUT_MS,
    signal: mirror.signal,
  });
  let start = 0;
  while (start < output.length) {
    const end = output.indexOf(0x0a, start);
    const [id, size] = output.toString('latin1', start, end).split(' ');
    start = end + 1;
    // `<id> missing` has no contents after it.
    if (!/^\d+$/.test(size)) continue;
    blobs.set(id, output.subarray(start, start + Number(size)));
    start += Number(size) + 1;
  }
  return blobs;
}
