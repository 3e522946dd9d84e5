import type { CommitStatusDraft } from './commitStatuses';
import type { ApiRefusal } from './hostContext';
import type { MergeStyle, PullReview } from './pullRequests';

export interface Person {
  /** Login on the Git host, and the name of the catalog's User entity. */
  login: string;
  name: string;
  email: string;
}

export interface CommitRequest {
  /** `owner/name` */
  repository: string;
  /** Defaults to the repository's default branch. */
  branch?: string;
  /** Path to new content; null deletes. Paths are relative, `/`-separated. */
  files: Record<string, string | null>;
  message: string;
  author: Person;
  at?: Date;
}

/** A branch with one commit, to be merged into the default branch. */
export interface PullRequestOf extends CommitRequest {
  branch: string;
  reviews?: ReadonlyArray<Omit<PullReview, 'at'>>;
}

export interface Push {
  repository: string;
  branch: string;
  /** Forty zeros for a branch that began. */
  before: string;
  /** Forty zeros for a branch that was deleted. */
  after: string;
}

/** The in-process face of the sandbox's Git host; real bare repositories lie behind it. */
export interface GitHost {
  /** Base URL, no trailing slash: clone from `${url}/${repository}.git`. */
  readonly url: string;
  cloneUrl(repository: string): string;
  /** `owner/name` of a clone URL of this host; undefined for any other URL. */
  repositoryOf(cloneUrl: string): string | undefined;
  /** An empty repository, `owner/name`; throws when there is one of that name. */
  createRepository(
    name: string,
    options?: { private?: boolean },
  ): Promise<void>;
  commit(request: CommitRequest): Promise<string>;
  /** Merges an open pull request; resolves with the new commit, throws a sentence when it cannot be. */
  mergePull(
    repository: string,
    index: number,
    options?: { by?: Person; style?: MergeStyle },
  ): Promise<string>;
  /** Commits to a new branch and opens a pull request; resolves with its number. */
  pull(request: PullRequestOf): Promise<{ index: number; head: string }>;
  /** What a pipeline says of a commit; now where no time is given. */
  addStatus(
    repository: string,
    sha: string,
    status: CommitStatusDraft,
    at?: Date,
  ): void;
  /** Has the REST API refuse whatever it is asked, until told otherwise. */
  refuseApi(refusal: ApiRefusal | undefined): void;
  /** Full SHA of a branch, tag or SHA; throws with git's own words when there is none. */
  resolve(repository: string, revision: string): Promise<string>;
  readFile(
    repository: string,
    sha: string,
    path: string,
  ): Promise<string | undefined>;
  /** The author, date and message of a commit. */
  metadata(
    repository: string,
    sha: string,
  ): Promise<{ author: string; date: string; message: string }>;
  /** The tree of a commit as a directory on disk; cached, read only. */
  checkout(repository: string, sha: string): Promise<string>;
  /** Hears of every branch that moves: by `commit`, a push over HTTP, or a merge. */
  onPush(listener: (push: Push) => void): () => void;
}
