import { RunningGitHost } from '../git/createGitHost';
import { DraftCommit } from './historyDraft';
import { pipeline } from './people';
import { createRandom } from './random';
import { UNFIT } from './scenario';

/** How often the pipeline finds something, in an everyday change. */
const FAILURES = 0.03;
/** The newest commits are told of in the scenario. */
const TOLD = 40;

/** Puts the pull requests of an imported history on the host, and what the pipeline said. */
export function seedReviews(
  git: RunningGitHost,
  repository: string,
  commits: readonly DraftCommit[],
  shas: ReadonlyMap<number, string>,
): void {
  const shaOf = (id: number): string => {
    const sha = shas.get(id);
    if (!sha) throw new Error(`Commit ${id} was not imported`);
    return sha;
  };
  const random = createRandom(commits.length);
  for (const { id, at, message, pull } of commits) {
    const fails =
      id > commits.length - TOLD
        ? UNFIT.includes(message)
        : random.next() < FAILURES;
    git.addStatus(
      repository,
      shaOf(id),
      {
        state: fails ? 'failure' : 'success',
        context: 'ci/validate',
        description: fails ? 'kustomize build failed' : 'All manifests build',
        targetUrl: '',
        by: pipeline,
      },
      at,
    );
    if (!pull) continue;
    git.importPull(repository, {
      index: pull.index,
      title: pull.title,
      body: '',
      author: pull.author,
      head: pull.branch,
      base: 'main',
      openedAtHead: shaOf(pull.head),
      createdAt: pull.openedAt,
      reviews: pull.reviews,
      merged: {
        sha: shaOf(id),
        head: shaOf(pull.head),
        mergeBase: shaOf(pull.fork),
        by: pull.mergedBy,
        at,
      },
    });
  }
}
