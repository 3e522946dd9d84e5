import { decodeBytes } from '../log/decodeBytes';
import { splitAtNul } from '../log/splitAtNul';
import { runGit, streamGit } from '../process/runGit';
import { LOCAL_TIMEOUT_MS, Mirror, shas } from './mirror';
import { kindOf, TreeEntry } from './readTree';

function local(mirror: Mirror) {
  return { ...mirror, timeoutMs: LOCAL_TIMEOUT_MS };
}

export interface CommitText {
  parents: string[];
  /** All of it, as it is. */
  message: string;
}

/** What a commit says. @throws GitError where the mirror does not have it */
export async function readCommitText(
  mirror: Mirror,
  sha: string,
): Promise<CommitText> {
  const output = await runGit({
    ...local(mirror),
    args: [
      'log',
      '--stdin',
      '--no-walk',
      '--encoding=UTF-8',
      '--format=%P%x00%B',
    ],
    input: `${shas([sha])[0]}\n`,
  });
  const end = output.indexOf(0);
  const parents = output.toString('latin1', 0, Math.max(end, 0));
  return {
    parents: parents.split(' ').filter(Boolean),
    message: decodeBytes(output.subarray(end + 1)),
  };
}

/** A file that differs between two commits; a missing side was or is not there. */
export interface FileChange {
  path: string;
  /** Its name is text, so that git can be asked for it by that. */
  named: boolean;
  before?: TreeEntry;
  after?: TreeEntry;
}

const NOTHING = /^0+$/;

/** The files that a commit changed against its first parent, in the order of its tree. */
export async function readFileChanges(
  mirror: Mirror,
  sha: string,
  parent: string | undefined,
): Promise<FileChange[]> {
  return streamGit(
    {
      ...local(mirror),
      args: [
        'diff-tree',
        '-r',
        '-z',
        '--raw',
        '--root',
        '--no-commit-id',
        '--no-renames',
        '--no-abbrev',
        '--end-of-options',
        ...shas(parent === undefined ? [sha] : [parent, sha]),
      ],
    },
    async stdout => {
      const changes: FileChange[] = [];
      let sides: Pick<FileChange, 'before' | 'after'> | undefined;
      for await (const token of splitAtNul(stdout)) {
        if (sides) {
          const path = decodeBytes(token);
          const named = Buffer.from(path).equals(token);
          changes.push({ path, named, ...sides });
          sides = undefined;
          continue;
        }
        const [oldMode, mode, oldId, id] = token
          .toString('latin1')
          .slice(1)
          .split(' ');
        const side = (its: string, objectId: string) =>
          NOTHING.test(objectId)
            ? undefined
            : { kind: kindOf(its), id: objectId };
        sides = { before: side(oldMode, oldId), after: side(mode, id) };
      }
      return changes;
    },
  );
}
