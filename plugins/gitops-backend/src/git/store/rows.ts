/**
 * Which commits belong to which revision.
 *
 * Every indexed commit says whether it is on the trunk, the default branch
 * (`git_commits.on_trunk`). For each revision that matters now (the tip of a
 * target, what an engine wants, what it has deployed) `git_revision_commits`
 * holds only where it differs from that: commits of the trunk that it lacks
 * (`contained` false) and commits beside the trunk that it has (true). So a
 * revision r contains a commit c exactly if
 *
 *   coalesce(git_revision_commits(r, c).contained, c.on_trunk)
 *
 * and everything about pending, deployed and diverged is answered by SQL alone.
 * A table of (branch, commit) would repeat the whole history for each branch.
 * When the trunk moves, the same commits change sides for every revision, which
 * needs no git either. A commit that no revision contains is simply not seen.
 */
export interface CommitRow {
  id: number;
  repository_id: number;
  sha: string;
  author_name: string;
  author_email: string;
  subject: string;
  /** PostgreSQL gives 64 bit numbers as text. */
  at: number | string;
  at_clamped: boolean | number;
  merge: boolean | number;
  on_trunk: boolean | number;
  ordinal: number | string;
  landing: number | null;
}

export interface RepositoryRow {
  id: number;
  key: string;
  url: string;
  state: 'indexing' | 'current' | 'stale' | 'failing';
  reason: string | null;
  indexed_at_ms: number | string | null;
  partial: boolean | number;
  trunk_sha: string | null;
  public_id: string;
  default_branch: string | null;
  progress_done: number | null;
  progress_total: number | null;
}

export interface SourceRow {
  application_id: string;
  position: number;
  repository_id: number;
  path: string;
  /** See `reads.ts`. */
  reads: string | null;
  target: string;
  desired_revision: string | null;
  deployed_revision: string | null;
  /** What is in effect of it, see `GitSource`. */
  applied_revision: string | null;
  inputs_key: string | null;
  notes: string | null;
}

/** Which application declares another one; see `sourcesOf`. */
export interface DeclarationRow {
  application_id: string;
  parent_id: string;
  object_id: string;
  kind: string;
  namespace: string;
  name: string;
  /** SQLite has no booleans. */
  in_effect: boolean | number;
}

export interface TargetRow {
  repository_id: number;
  target: string;
  sha: string | null;
}

export interface RevisionRow {
  id: number;
  repository_id: number;
  sha: string;
  state: 'known' | 'absent' | 'distant';
  checked_at_ms: number | string;
}
