export interface PullRequest {
  number: number;
  /** Where people read it. */
  url: string;
}

/** A repository on a Git host, as far as a pull request to it needs. */
export interface GitHost {
  /** What people call the repository, e.g. `platform/fleet on git.example.com`. */
  title: string;
  /** Without credentials. */
  cloneUrl: string;
  credentials(): Promise<{ username: string; password: string }>;
  hasBranch(name: string): Promise<boolean>;
  /** The newest from one branch of the repository to another. */
  findPullRequest(options: {
    head: string;
    base: string;
    state: 'open' | 'merged';
  }): Promise<PullRequest | undefined>;
  createPullRequest(options: {
    title: string;
    description: string;
    head: string;
    base: string;
  }): Promise<PullRequest>;
}

/** Where a repository is, as in the `repoUrl` of Backstage's publish actions. */
export interface RepositoryPlace {
  host: string;
  owner: string;
  repo: string;
}
