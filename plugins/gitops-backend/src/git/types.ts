import {
  ApplicationSync,
  Commit,
  CommitMark,
  CommitRef,
  CommitReview,
  RepositoryHealth,
} from '@backstage-gitops/plugin-gitops-common';

/** One Git source of an application, as the index needs it. */
export interface GitSource {
  repoUrl: string;
  /** Relative directory; '' is the root. */
  path: string;
  /** Branch, tag or SHA; the repository's default branch when absent or HEAD. */
  targetRevision?: string;
  /** Full SHA that the engine wants to run, where it has said one. */
  desiredRevision?: string;
  /** Full SHA that runs; absent when nothing was ever deployed. */
  deployedRevision?: string;
  /** Full SHA that is in effect for what is not `differing`; absent where it is not known. */
  appliedRevision?: string;
}

/**
 * The parent of an application, and how the manifest there says what it declares: the
 * application, or what makes it.
 */
export interface Declaration {
  parentId: string;
  /** Of what the manifest declares, as `differing` has it. */
  objectId: string;
  kind: string;
  namespace: string;
  name: string;
  /** The application runs what its manifest says, as the parent has applied it. */
  inEffect: boolean;
}

/** An application, reduced to what decides its history. */
export interface TrackedApplication {
  id: string;
  sources: GitSource[];
  declaration?: Declaration;
  /** Objects that the engine finds to differ from what this one declares, by id. */
  differing?: string[];
}

/** What Git knows of one application; null fields are not known (yet). */
export interface GitFacts {
  /** What Git says should run now, one per source; empty where unknown. */
  desired: string[];
  relation: ApplicationSync['relation'];
  /** Input commits between the deployed revision and Git's. */
  pendingCommits: number | null;
  /** Of those, the ones that the engine has fetched already. */
  pendingCommitsSeenByEngine: number | null;
  /** When the oldest of the waiting commits reached the branch. */
  pendingSince: string | null;
  /** Of the waiting commits those that change the manifest which declares the application. */
  declaration: {
    /** Those that wait for nothing but the parent. */
    pendingCommits: number;
    /** Those that the engine has fetched: the parent has still to apply them. */
    held: number;
    /** When the oldest of the held ones reached the branch. */
    heldSince: string | null;
  };
  /** The newest input commit that runs. */
  deployedCommit: CommitRef | null;
}

/** A full SHA of one of the repositories of an application. */
export interface RevisionOf {
  applicationId: string;
  revision: string;
}

/** A commit as Git has it. */
export type IndexedCommit = Omit<
  Commit,
  'marks' | 'author' | keyof CommitReview
> & {
  /** Of the row in the index. */
  id: number;
  author: { name: string; email: string };
  marks: CommitMarkOf[];
};

export interface CommitPage {
  items: IndexedCommit[];
  nextCursor?: string;
}

/** As the contract's mark, without what Git does not know. */
export type CommitMarkOf = Omit<CommitMark, 'environment' | 'since'>;

/**
 * The Git side of the backend: mirrors the repositories that applications name,
 * indexes their histories, and answers from the index alone.
 */
export interface GitHistory {
  /**
   * Says what one application is rendered from now. Starts whatever that needs
   * in the background (mirror, index, a fetch when a revision is not there yet)
   * and returns at once after writing it down.
   */
  track(application: TrackedApplication): Promise<void>;
  forget(applicationId: string): Promise<void>;
  /** From the index; never waits for a fetch. */
  facts(applicationIds: string[]): Promise<Map<string, GitFacts>>;
  /** Input commits that Git has and the deployed revision of its own sources has not, newest first. */
  waiting(applicationId: string, limit: number): Promise<CommitRef[]>;
  /** Commits that touch the inputs of these applications, newest first. */
  commits(query: {
    applicationIds: string[];
    limit: number;
    cursor?: string;
  }): Promise<CommitPage>;
  /**
   * Of revisions that applications ran the newest commit that touches the inputs;
   * those of which that is not known are left out.
   */
  newestIn(
    revisions: RevisionOf[],
  ): Promise<Array<RevisionOf & { commit: CommitRef }>>;
  /** Of the repositories of these applications and of what declares them; of all when absent. */
  repositories(applicationIds?: string[]): Promise<RepositoryHealth[]>;
  /** Called with the applications whose facts may have changed. */
  onChanged(listener: (applicationIds: string[]) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}
