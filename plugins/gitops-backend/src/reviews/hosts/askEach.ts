import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import pLimit from 'p-limit';
import { AskedCommit, ReviewHostError, Told } from '../types';

/** Requests to a host at a time. */
const AT_ONCE = 3;

export interface AskEachOptions {
  signal: AbortSignal;
  /** Undefined where the host does not answer for the commit. */
  ask(commit: AskedCommit): Promise<CommitReview | undefined>;
  /** Fails where the repository itself is not there; asked when no commit was. */
  checkRepository(): Promise<unknown>;
}

/**
 * Asks for one commit after the other. What was answered before the host wants to be
 * left alone is kept; so it is where it fails for some of them, which are left out.
 *
 * @throws ReviewHostError where no commit was answered for and something failed
 */
export async function askEach(
  commits: readonly AskedCommit[],
  { signal, ask, checkRepository }: AskEachOptions,
): Promise<Told> {
  const answers = new Map<string, CommitReview>();
  const failures: ReviewHostError[] = [];
  // What is refused for some and given for none is refused for all.
  const isOver = () =>
    failures.some(({ isOfHost }) => isOfHost) ||
    (answers.size === 0 &&
      failures.filter(({ kind }) => kind !== 'failed').length >= AT_ONCE);
  const limit = pLimit(AT_ONCE);

  const answerOne = async (commit: AskedCommit) => {
    if (isOver()) return;
    try {
      const answer = await ask(commit);
      if (answer) answers.set(commit.sha, answer);
    } catch (error) {
      if (!(error instanceof ReviewHostError)) throw error;
      failures.push(error);
    }
  };
  await Promise.all(commits.map(commit => limit(() => answerOne(commit))));

  signal.throwIfAborted();
  const stopped = failures.find(({ isOfHost }) => isOfHost);
  if (answers.size > 0) return { answers, stopped };
  const [reason] = stopped ? [stopped] : failures;
  if (reason) throw reason;
  if (commits.length > 0) await checkRepository();
  return { answers };
}
