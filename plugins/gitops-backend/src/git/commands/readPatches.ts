import { GitError } from '../process/GitError';
import { runGit } from '../process/runGit';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';
import { FileChange } from './readCommit';

const SECTION = 'diff --git ';

/**
 * What `git diff` says of each of these changes, headers included; their contents have
 * to be in the mirror.
 */
export async function readPatches(
  mirror: Mirror,
  sha: string,
  parent: string | undefined,
  changes: readonly FileChange[],
): Promise<Buffer[]> {
  if (changes.length === 0) return [];
  const output = await runGit({
    ...mirror,
    timeoutMs: LOCAL_TIMEOUT_MS,
    args: [
      'diff-tree',
      '-r',
      '-p',
      '--root',
      '--no-commit-id',
      '--no-renames',
      '--no-ext-diff',
      '--no-textconv',
      '--no-color',
      '--end-of-options',
      ...shas(parent === undefined ? [sha] : [parent, sha]),
      '--',
      ...changes.map(({ path }) => path),
    ],
  });
  const sections = splitSections(output);
  const expected = changes.reduce((sum, it) => sum + sectionsOf(it), 0);
  if (sections.length !== expected) {
    throw new GitError(
      'git diff-tree said something else than before',
      'failed',
    );
  }
  // They come in the order of the tree, as the changes do.
  return changes.map(change =>
    Buffer.concat(sections.splice(0, sectionsOf(change))),
  );
}

/** What became of another kind is told as removed and added. */
function sectionsOf({ before, after }: FileChange): number {
  return before && after && before.kind !== after.kind ? 2 : 1;
}

/** Lines of contents never begin like a header: before them is a sign. */
function splitSections(output: Buffer): Buffer[] {
  const sections: Buffer[] = [];
  let start = 0;
  while (start < output.length) {
    const end = output.indexOf(`\n${SECTION}`, start);
    const next = end < 0 ? output.length : end + 1;
    sections.push(output.subarray(start, next));
    start = next;
  }
  return sections;
}
