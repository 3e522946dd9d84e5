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
  /** Others came after these, or nobody knows what came. */
  moreFollow: boolean;
  /** Names of the branches that are known to have it; of the default one alone if that has. */
  branches: readonly string[];
}

/** What a host says of commits. */
export interface Told {
  /**
   * By SHA. A commit that the host does not answer for is left out, and asked about
   * again; what it cannot tell is `unknown`, never `none`.
   */
  answers: Map<string, CommitReview>;
  /** Why it was not asked about the others, where it was not. */
  stopped?: ReviewHostError;
}

/** How one kind of Git host tells of reviews. */
export interface ReviewHost {
  /** So many commits are asked about at a time. */
  batch: number;
  /** @throws ReviewHostError where it tells of none of them */
  ask(
    repository: HostRepository,
    commits: readonly AskedCommit[],
    options: { signal: AbortSignal },
  ): Promise<Told>;
}

/**
 * Why a host did not answer. It wants nothing asked for a while (`rateLimited`), does
 * not know the portal (`refused`) or is not there (`unreachable`): then no repository
 * of it is asked. Or it does not let the portal see something (`forbidden`), does not
 * have it (`notFound`) or answered badly (`failed`): others are asked nonetheless.
 */
export type FailureKind =
  | 'rateLimited'
  | 'refused'
  | 'unreachable'
  | 'forbidden'
  | 'notFound'
  | 'failed';

/** Why a host did not answer; the message is safe to show and names the host. */
export class ReviewHostError extends Error {
  constructor(
    message: string,
    readonly kind: FailureKind,
    /** Milliseconds, where the host says when to ask again. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ReviewHostError';
  }

  /** All of the host's repositories are left alone for a while. */
  get isOfHost(): boolean {
    return ['rateLimited', 'refused', 'unreachable'].includes(this.kind);
  }
}
