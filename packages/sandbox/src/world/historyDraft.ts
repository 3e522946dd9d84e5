import { ImportedCommit } from '../git/fastImport';
import { PullReview } from '../git/pullRequests';
import { Person } from '../git/types';
import { changedFiles, filesOf, RepositoryState } from './repositoryState';
import { Service } from './services';

/** One change that somebody makes: a subject and what it does to the files. */
export interface Change {
  author: Person;
  at: Date;
  subject: string;
  apply: (state: RepositoryState) => void;
}

/** Who looked at a change, and merged it. */
export interface Reviewing {
  openedAt: Date;
  mergedBy: Person;
  /** Oldest first. */
  reviews: PullReview[];
}

/** A pull request; commits are named by their ids. */
export interface DraftPull extends Reviewing {
  index: number;
  title: string;
  author: Person;
  branch: string;
  fork: number;
  head: number;
}

export interface DraftCommit extends ImportedCommit {
  /** Whether it is on the first-parent line of main. */
  isMainline: boolean;
  /** What it was merged through. */
  pull?: DraftPull;
}

const MAIN = 'refs/heads/main';
/** Side branches are gone once they are merged. */
const SIDE = 'refs/sandbox/side';

function branchOf({ author, subject }: Change): string {
  const slug = subject.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${author.login}/${slug}`;
}

interface MainlinePoint {
  id: number;
  at: Date;
  state: RepositoryState;
}

/**
 * A history in the making. Changes are applied to the state of the repository;
 * what a commit writes is the difference, so that no commit is empty. Changes
 * come in the order in which they reach main.
 */
export class HistoryDraft {
  readonly commits: DraftCommit[] = [];
  readonly #mainline: MainlinePoint[] = [];
  #pullRequests = 0;

  constructor(
    private readonly services: readonly Service[],
    first: RepositoryState,
    by: { author: Person; at: Date; subject: string },
  ) {
    const id = this.#add({
      ...by,
      ref: MAIN,
      parents: [],
      files: filesOf(services, first),
    });
    this.#mainline.push({ id, at: by.at, state: structuredClone(first) });
  }

  get tip(): MainlinePoint {
    return this.#mainline[this.#mainline.length - 1];
  }

  /**
   * Straight to main, or as the one commit of a pull request that was rebased onto
   * it. A change that changes nothing makes no commit.
   */
  commit(change: Change, reviewing?: Reviewing): number | undefined {
    const { id: parent, state: before } = this.tip;
    const state = structuredClone(before);
    change.apply(state);
    const files = this.#difference(before, state);
    if (Object.keys(files).length === 0) {
      return undefined;
    }
    const id = this.#add({ ...change, ref: MAIN, parents: [parent], files });
    this.#mainline.push({ id, at: change.at, state });
    if (reviewing) {
      this.#pull(id, change, { ...reviewing, fork: parent, head: id });
    }
    return id;
  }

  /**
   * On a branch from where main stood at the time of the first change, merged
   * with a merge commit, through a pull request.
   */
  mergeBranch(changes: Change[], reviewing: Reviewing, mergedAt: Date): void {
    const [{ subject, at }] = changes;
    const earlier = this.#mainline.filter(point => point.at <= at);
    const fork = earlier[earlier.length - 1] ?? this.#mainline[0];
    const branch = structuredClone(fork.state);
    let branchTip = fork.id;
    for (const change of changes) {
      const before = structuredClone(branch);
      change.apply(branch);
      const files = this.#difference(before, branch);
      if (Object.keys(files).length > 0) {
        const parents = [branchTip];
        branchTip = this.#add({ ...change, ref: SIDE, parents, files });
      }
    }
    const { id: main, state: before } = this.tip;
    const merged = structuredClone(before);
    changes.forEach(change => change.apply(merged));
    const files = this.#difference(before, merged);
    if (branchTip === fork.id || Object.keys(files).length === 0) {
      return;
    }
    const id = this.#add({
      author: reviewing.mergedBy,
      at: mergedAt,
      subject: `Merge pull request '${subject}' (#${
        this.#pullRequests + 1
      }) from ${branchOf(changes[0])} into main`,
      ref: MAIN,
      parents: [main, branchTip],
      files,
    });
    this.#mainline.push({ id, at: mergedAt, state: merged });
    this.#pull(id, changes[0], {
      ...reviewing,
      fork: fork.id,
      head: branchTip,
    });
  }

  #pull(
    mergedAs: number,
    first: Change,
    rest: Omit<DraftPull, 'index' | 'title' | 'author' | 'branch'>,
  ): void {
    this.#pullRequests += 1;
    this.commits[mergedAs - 1].pull = {
      ...rest,
      index: this.#pullRequests,
      title: first.subject,
      author: first.author,
      branch: branchOf(first),
    };
  }

  #difference(before: RepositoryState, after: RepositoryState) {
    return changedFiles(
      filesOf(this.services, before),
      filesOf(this.services, after),
    );
  }

  #add(
    commit: Pick<
      ImportedCommit,
      'author' | 'at' | 'ref' | 'parents' | 'files'
    > & { subject: string },
  ): number {
    const id = this.commits.length + 1;
    this.commits.push({
      id,
      parents: commit.parents,
      ref: commit.ref,
      author: commit.author,
      committer: commit.author,
      at: commit.at,
      message: commit.subject,
      files: commit.files,
      isMainline: commit.ref === MAIN,
    });
    return id;
  }
}
