import { BareRepository } from './bareRepository';
import { GitError, gitText, runGit } from './runGit';
import { Person } from './types';

/** What git's exit code 1 means where it answers a question: no. */
async function unlessNo<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError && error.code === 1) {
      return undefined;
    }
    throw error;
  }
}

/** The commit that two commits come from; undefined where they share none. */
export async function mergeBaseOf(
  { directory }: BareRepository,
  base: string,
  head: string,
): Promise<string | undefined> {
  const text = await unlessNo(
    gitText(['merge-base', base, head], { directory }),
  );
  return text?.trim();
}

/** The tree of base and head merged; undefined when they conflict or share no history. */
export async function mergedTree(
  repository: BareRepository,
  base: string,
  head: string,
): Promise<string | undefined> {
  if (!(await mergeBaseOf(repository, base, head))) {
    return undefined;
  }
  const text = await unlessNo(
    gitText(['merge-tree', '--write-tree', '--no-messages', base, head], {
      directory: repository.directory,
    }),
  );
  return text?.trim();
}

export interface CommitDraft {
  tree: string;
  parents: readonly string[];
  author: Person;
  committer: Person;
  at: Date;
  message: string;
}

/** Writes a commit that no branch points at yet; resolves with its SHA. */
export async function writeCommit(
  { directory }: BareRepository,
  { tree, parents, author, committer, at, message }: CommitDraft,
): Promise<string> {
  const date = `@${Math.floor(at.getTime() / 1000)} +0000`;
  const sha = await runGit(
    ['commit-tree', tree, ...parents.flatMap(parent => ['-p', parent])],
    {
      directory,
      input: `${message}\n`,
      env: {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        GIT_COMMITTER_DATE: date,
      },
    },
  );
  return sha.toString('utf8').trim();
}
