import { Clock } from '../clock';
import { addReview } from './addReview';
import { BareRepository } from './bareRepository';
import { mergeBaseOf, mergedTree, writeCommit } from './mergeBranches';
import { Repositories } from './repositories';
import { Person } from './types';

export interface PullRequestDraft {
  title: string;
  body: string;
  /** Names of branches of the same repository. */
  head: string;
  base: string;
  author: Person;
}

/** As Gitea writes them; a request for a review is one that was not given yet. */
export type ReviewState =
  | 'APPROVED'
  | 'REQUEST_CHANGES'
  | 'COMMENT'
  | 'REQUEST_REVIEW';

export interface PullReview {
  by: Person;
  state: ReviewState;
  body: string;
  at: Date;
  /** The same person has judged anew since. */
  dismissed?: boolean;
}

export interface PullRequest extends PullRequestDraft {
  /** Unique on the host; `index` is what people call its number. */
  readonly id: number;
  readonly index: number;
  readonly repository: BareRepository;
  /** Where the head branch stood when it was opened: all there is once the branch is gone. */
  readonly openedAtHead: string;
  readonly createdAt: Date;
  /** Oldest first. */
  readonly reviews: readonly PullReview[];
  readonly merged?: {
    sha: string;
    head: string;
    mergeBase: string;
    by: Person;
    at: Date;
  };
}

/** Where a pull request stands in Git. */
export interface PullRequestTips {
  head: string;
  /** Undefined when the base branch is gone. */
  base?: string;
  mergeBase?: string;
  mergeable: boolean;
}

export type MergeStyle = 'merge' | 'squash';

/** A pull request that cannot be merged as it stands. */
export class NotMergeableError extends Error {
  constructor(message: string, readonly isMerged: boolean) {
    super(message);
  }
}

/** All pull requests of the host, kept in memory as long as it runs. */
export class PullRequests {
  readonly #all: PullRequest[] = [];

  constructor(
    private readonly repositories: Repositories,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  of(repository: BareRepository): PullRequest[] {
    return this.#all.filter(pull => pull.repository === repository).reverse();
  }

  find(repository: BareRepository, index: number): PullRequest | undefined {
    return this.of(repository).find(pull => pull.index === index);
  }

  /** The one whose merge made that commit of the base branch. */
  mergedAs(repository: BareRepository, sha: string): PullRequest | undefined {
    return this.of(repository).find(({ merged }) => merged?.sha === sha);
  }

  /** Takes over one of the past as it is. */
  import(pull: Omit<PullRequest, 'id'>): void {
    this.#all.push({ ...pull, id: this.#all.length + 1 });
  }

  /** Adds what somebody says, or that somebody is asked to say something. */
  review(
    { repository, index }: PullRequest,
    review: Omit<PullReview, 'at' | 'dismissed'>,
  ): PullReview {
    const place = this.#placeOf(repository, index);
    const written = { ...review, at: this.clock() };
    const pull = this.#all[place];
    this.#all[place] = { ...pull, reviews: addReview(pull.reviews, written) };
    return written;
  }

  /**
   * Opens a pull request between two branches that exist; an open one with the
   * same branches is given back instead.
   */
  open(
    repository: BareRepository,
    draft: PullRequestDraft,
    openedAtHead: string,
  ): { pull: PullRequest; isNew: boolean } {
    const siblings = this.of(repository);
    const same = siblings.find(
      ({ head, base, merged }) =>
        !merged && head === draft.head && base === draft.base,
    );
    if (same) {
      return { pull: same, isNew: false };
    }
    const pull = {
      ...draft,
      repository,
      openedAtHead,
      id: this.#all.length + 1,
      index: Math.max(0, ...siblings.map(({ index }) => index)) + 1,
      createdAt: this.clock(),
      reviews: [],
    };
    this.#all.push(pull);
    return { pull, isNew: true };
  }

  async tipsOf(pull: PullRequest): Promise<PullRequestTips> {
    const { repository, merged } = pull;
    const branches = await repository.branches();
    const base = branches.get(pull.base);
    if (merged) {
      const { head, mergeBase } = merged;
      return { head, base, mergeBase, mergeable: true };
    }
    const head = branches.get(pull.head) ?? pull.openedAtHead;
    if (!base) {
      return { head, mergeable: false };
    }
    return {
      head,
      base,
      mergeBase: await mergeBaseOf(repository, base, head),
      mergeable: (await mergedTree(repository, base, head)) !== undefined,
    };
  }

  /**
   * Merges into the base branch and tells of the push; resolves with the new
   * commit. Throws {@link NotMergeableError} when it is merged already or cannot be.
   */
  async merge(
    { repository, index }: PullRequest,
    style: MergeStyle,
    by: Person,
  ): Promise<string> {
    return await this.repositories.change(repository, async () => {
      const place = this.#placeOf(repository, index);
      const pull = this.#all[place];
      const name = `Pull request ${repository.spec.name}#${index}`;
      if (pull.merged) {
        throw new NotMergeableError(`${name} is merged already`, true);
      }
      const { head, base, mergeBase } = await this.tipsOf(pull);
      const tree = base && (await mergedTree(repository, base, head));
      if (!base || !mergeBase || !tree) {
        throw new NotMergeableError(
          `${name} cannot be merged: '${pull.head}' conflicts with '${pull.base}', or '${pull.base}' is gone`,
          false,
        );
      }
      const at = this.clock();
      const isSquash = style === 'squash';
      const sha = await writeCommit(repository, {
        tree,
        parents: isSquash ? [base] : [base, head],
        author: isSquash ? pull.author : by,
        committer: by,
        at,
        message: isSquash
          ? `${pull.title} (#${index})`
          : `Merge pull request '${pull.title}' (#${index}) from ${pull.head} into ${pull.base}`,
      });
      await repository.moveBranch(pull.base, sha);
      this.#all[place] = { ...pull, merged: { sha, head, mergeBase, by, at } };
      return sha;
    });
  }

  #placeOf(repository: BareRepository, index: number): number {
    return this.#all.findIndex(
      pull => pull.repository === repository && pull.index === index,
    );
  }
}
