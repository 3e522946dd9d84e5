import {
  ApplicationInputs,
  ApplicationSync,
  Commit,
  CommitDiff,
  CommitMark,
  CommitRef,
  CommitReview,
  RepositoryHealth,
} from '@backstage-gitops/plugin-gitops-common';

/** Stands for a deployed revision: something runs, but as of which one nobody can tell. */
export const NOT_KNOWN = '?';

/** One Git source of an application, as the index needs it. */
export interface GitSource {
  repoUrl: string;
  /** Relative directory; '' is the root. */
  path: string;
  /** Nothing is rendered from the path: all that is read is `inputs`. */
  pathless?: boolean;
  /** A path without a kustomization is rendered from those below it. */
  nested?: boolean;
  /** What is named beside it, from the root: files, directories, globs. */
  inputs?: string[];
  /** Branch, tag or SHA; the repository's default branch when absent or HEAD. */
  targetRevision?: string;
  /** Full SHA that the engine wants to run, where it has said one. */
  desiredRevision?: string;
  /** Full SHA that runs, or `NOT_KNOWN`; absent when nothing was ever deployed. */
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
  /** Those of the applications and of what declares them. */
  repositories: RepositoryHealth[];
  nextCursor?: string;
}

/** As the contract's mark, without what Git does not know. */
export type CommitMarkOf = Omit<CommitMark, 'environment' | 'since'> & {
  /** The parent, where the commit changes nothing but what declares the application. */
  declaredBy?: string;
};

/** What a commit is called outside, see `commitSchema`. */
export interface CommitName {
  repositoryId: string;
  sha: string;
}

/** An application with those of its inputs that something touches. */
export interface TouchedInputs {
  applicationId: string;
  /** See `commitMarkSchema`. */
  via: string[];
  /** Paths, from the root of the repository. */
  inputs: string[];
  /** Of a commit, those of them that the engine has read itself, as its revisions tell. */
  read: string[];
}

/** Something in Git: a commit, a merged pull request, or paths of a repository by its URL. */
export type Touching =
  | { commit: CommitName }
  | { repository: string; pull: number }
  | { repository: string; paths: string[] };

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
  /**
   * Somebody has pushed to a repository, under one of these URLs: it is asked for news
   * soon, if an application names it.
   *
   * @returns how many repositories that are
   */
  pushed(urls: string[]): Promise<number>;
  /** From the index; never waits for a fetch. */
  facts(applicationIds: string[]): Promise<Map<string, GitFacts>>;
  /** Input commits that Git has and the deployed revision of its own sources has not, newest first. */
  waiting(applicationId: string, limit: number): Promise<CommitRef[]>;
  /** Commits that touch the inputs of these applications, newest first. */
  commits(query: {
    applicationIds: string[];
    /** Those that they are marked for; the same where it is left out. */
    markedFor?: string[];
    /** Part of the author's name or address, in any case. */
    author?: string;
    /** Part of the subject, in any case, or what the SHA begins with. */
    text?: string;
    limit: number;
    cursor?: string;
  }): Promise<CommitPage>;
  /** One commit, marked for these applications; undefined where it is not indexed. */
  commit(
    name: CommitName,
    applicationIds: string[],
  ): Promise<IndexedCommit | undefined>;
  /**
   * All applications that something has a part in, by their inputs. A commit has none in
   * those that do not follow its branch. What is not known has a part in none.
   */
  touched(by: Touching): Promise<TouchedInputs[]>;
  /** The files that a commit changed against its first parent, but for very long paths. */
  changedFiles(name: CommitName): Promise<string[]>;
  /**
   * Which of these revisions, each of the commit's repository, contain the commit, by
   * commit id and revision; those of which that is not known are left out.
   */
  contained(
    questions: ReadonlyArray<{ commitId: number; revisions: string[] }>,
  ): Promise<Map<number, Map<string, boolean>>>;
  /**
   * What a commit changed below these paths, from the root; asks Git, and fetches what the
   * mirror lacks.
   *
   * @throws GitError where it does not tell
   */
  diff(
    name: CommitName,
    inputs: string[],
    signal: AbortSignal,
  ): Promise<CommitDiff>;
  /**
   * Of revisions that applications ran the newest commit that touches the inputs;
   * those of which that is not known are left out.
   */
  newestIn(
    revisions: RevisionOf[],
  ): Promise<Array<RevisionOf & { commit: CommitRef }>>;
  /** What an application is rendered from, and why; nothing where that is not known. */
  inputs(applicationId: string): Promise<ApplicationInputs>;
  repositories(): Promise<RepositoryHealth[]>;
  /** Called with the applications whose facts may have changed. */
  onChanged(listener: (applicationIds: string[]) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}
