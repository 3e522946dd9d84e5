import { runGit } from '../process/runGit';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';

const HEX = /^[0-9a-f]{7,64}$/;

async function find(
  mirror: Mirror,
  names: readonly string[],
  type: 'commit' | 'tree',
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const asked = names.filter(name => HEX.test(name));
  if (asked.length === 0) return found;
  const output = await runGit({
    args: ['cat-file', '--batch-check=%(objectname)'],
    input: asked.map(name => `${name}^{${type}}\n`).join(''),
    gitDir: mirror.gitDir,
    timeoutMs: LOCAL_TIMEOUT_MS,
    signal: mirror.signal,
  });
  // One line per question, in order: the id, or words such as `x missing`.
  output
    .toString('latin1')
    .split('\n')
    .forEach((line, index) => {
      if (HEX.test(line) && index < asked.length) found.set(asked[index], line);
    });
  return found;
}

/**
 * Which of these (shortened) commit ids the mirror has, as full ids. A tag's id
 * leads to its commit. Fetches nothing.
 */
export async function findCommits(
  mirror: Mirror,
  names: readonly string[],
): Promise<Map<string, string>> {
  return find(mirror, names, 'commit');
}

/** The ids of the commits' trees. */
export async function findTrees(
  mirror: Mirror,
  commits: readonly string[],
): Promise<Map<string, string>> {
  return find(mirror, commits, 'tree');
}

/** The contents in the commits' trees that the mirror does not have. Fetches nothing. */
export async function missingBlobs(
  mirror: Mirror,
  commits: readonly string[],
): Promise<Set<string>> {
  const output = await runGit({
    args: [
      'rev-list',
      '--stdin',
      '--objects',
      '--no-walk',
      '--missing=print',
      '--no-object-names',
    ],
    input: shas(commits)
      .map(sha => `${sha}\n`)
      .join(''),
    gitDir: mirror.gitDir,
    timeoutMs: LOCAL_TIMEOUT_MS,
    signal: mirror.signal,
  });
  const lines = output.toString('latin1').split('\n');
  return new Set(
    lines.filter(line => line.startsWith('?')).map(line => line.slice(1)),
  );
}
