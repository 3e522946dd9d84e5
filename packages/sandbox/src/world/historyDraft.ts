import { ImportedCommit } from '../git/fastImport';
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

export interface DraftCommit extends ImportedCommit {
  /** Whether it is on the first-parent line of main. */
  isMainline: boolean;
}

const MAIN = 'refs/heads/main';
/** Side branches are gone once they are merged. */
const SIDE = 'refs/sandbox/side';

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

  /** Straight to main. A change that changes nothing makes no commit. */
  commit(change: Change): number | undefined {
    const { id: parent, state: before } = this.tip;
    const state = structuredClone(before);
    change.apply(state);
    const files = this.#difference(before, state);
    if (Object.keys(files).length === 0) {
      return undefined;
    }
    const id = this.#add({ ...change, ref: MAIN, parents: [parent], files });
    this.#mainline.push({ id, at: change.at, state });
    return id;
  }

  /**
   * On a branch from where main stood at the time of the first change, merged
   * with a merge commit.
   */
  mergeBranch(changes: Change[], mergedBy: Person, mergedAt: Date): void {
    const [{ author, subject, at }] = changes;
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
    this.#pullRequests += 1;
    const slug = subject.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const id = this.#add({
      author: mergedBy,
      at: mergedAt,
      subject: `Merge pull request '${subject}' (#${this.#pullRequests}) from ${
        author.login
      }/${slug} into main`,
      ref: MAIN,
      parents: [main, branchTip],
      files,
    });
    this.#mainline.push({ id, at: mergedAt, state: merged });
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
