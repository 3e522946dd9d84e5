import { CommitReview } from '@backstage-gitops/plugin-gitops-common';

/** A repository as its host knows it. */
export interface HostRepository {
  /** Normalised, http(s). */
  url: string;
  /** With the port where one is given. */
  host: string;
}

export interface AskedCommit {
  sha: string;
  /** The first-parent commit of the branch with which it landed; itself where it is one. */
  landedWith: string | null;
  /**
   * Some first-parent commits that came to the branch right after that one, in their
   * order: for hosts that know a pull request by its last commit alone.
   */
  followers: readonly string[];
}

/** How one kind of Git host tells of reviews. */
export interface ReviewHost {
  /** So many commits are asked about at a time. */
  batch: number;
  /**
   * What the host says of commits. One that it does not answer for is left out, and
   * asked about again; what it cannot tell is `unknown`, never `none`.
   *
   * @throws ReviewHostError
   */
  ask(
    repository: HostRepository,
    commits: readonly AskedCommit[],
    options: { signal: AbortSignal },
  ): Promise<Map<string, CommitReview>>;
}

/** Why a host did not answer; the message is safe to show and names the host. */
export class ReviewHostError extends Error {
  constructor(
    message: string,
    readonly kind: 'rateLimited' | 'refused' | 'notFound' | 'failed',
    /** Milliseconds, where the host says when to ask again. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ReviewHostError';
  }
}
