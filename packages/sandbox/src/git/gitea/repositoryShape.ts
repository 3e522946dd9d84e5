import { BareRepository } from '../bareRepository';
import { ownerShape, seconds, View } from './userShapes';

export interface RepositoryFacts {
  id: number;
  empty: boolean;
  openPulls: number;
  updatedAt: Date;
  mayWrite: boolean;
}

export function repositoryShape(
  view: View,
  { spec, defaultBranch }: BareRepository,
  facts: RepositoryFacts,
) {
  const { base } = view;
  const [owner, name] = spec.name.split('/');
  const created = seconds(spec.createdAt ?? facts.updatedAt);
  return {
    id: facts.id,
    owner: ownerShape(view, owner, created),
    name,
    full_name: spec.name,
    description: spec.description ?? '',
    empty: facts.empty,
    private: spec.private ?? false,
    fork: false,
    template: false,
    parent: null,
    mirror: false,
    size: 0,
    html_url: `${base}/${spec.name}`,
    ssh_url: `git@127.0.0.1:${spec.name}.git`,
    clone_url: `${base}/${spec.name}.git`,
    original_url: '',
    website: '',
    stars_count: 0,
    forks_count: 0,
    watchers_count: 0,
    open_issues_count: 0,
    open_pr_counter: facts.openPulls,
    release_counter: 0,
    default_branch: defaultBranch,
    archived: false,
    created_at: created,
    updated_at: seconds(facts.updatedAt),
    permissions: { admin: false, push: facts.mayWrite, pull: true },
    has_issues: false,
    internal_tracker: {
      enable_time_tracker: false,
      allow_only_contributors_to_track_time: false,
      enable_issue_dependencies: false,
    },
    has_wiki: false,
    has_pull_requests: true,
    has_projects: false,
    ignore_whitespace_conflicts: false,
    allow_merge_commits: true,
    allow_rebase: false,
    allow_rebase_explicit: false,
    allow_squash_merge: true,
    default_merge_style: 'merge',
    avatar_url: '',
    internal: false,
    mirror_interval: '',
  };
}
