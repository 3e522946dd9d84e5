import { posix } from 'node:path';
import { BareRepository } from './bareRepository';
import { LoggedCommit } from './commitLog';
import { Person } from './types';

/** What Gitea calls "no time". */
const NEVER = '0001-01-01T00:00:00Z';

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function userShape(
  base: string,
  user: { id: number; login: string; email: string; created: string },
) {
  return {
    id: user.id,
    login: user.login,
    full_name: '',
    email: user.email,
    avatar_url: `${base}/user/avatar/${user.login}/-1`,
    language: '',
    is_admin: false,
    last_login: NEVER,
    created: user.created,
    restricted: false,
    active: false,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: user.login,
  };
}

export function personShape(base: string, person: Person, id: number) {
  return userShape(base, {
    id,
    login: person.login,
    email: person.email,
    created: NEVER,
  });
}

export function repositoryShape(
  base: string,
  repository: BareRepository,
  facts: { id: number; empty: boolean; updatedAt: Date; mayWrite: boolean },
) {
  const [owner, name] = repository.spec.name.split('/');
  const created = seconds(repository.spec.createdAt ?? facts.updatedAt);
  return {
    id: facts.id,
    owner: userShape(base, { id: facts.id, login: owner, email: '', created }),
    name,
    full_name: repository.spec.name,
    description: repository.spec.description ?? '',
    empty: facts.empty,
    private: repository.spec.private ?? false,
    fork: false,
    template: false,
    parent: null,
    mirror: false,
    size: 0,
    html_url: `${base}/${repository.spec.name}`,
    ssh_url: `git@127.0.0.1:${repository.spec.name}.git`,
    clone_url: `${base}/${repository.spec.name}.git`,
    original_url: '',
    website: '',
    stars_count: 0,
    forks_count: 0,
    watchers_count: 0,
    open_issues_count: 0,
    open_pr_counter: 0,
    release_counter: 0,
    default_branch: repository.defaultBranch,
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
    allow_rebase: true,
    allow_rebase_explicit: true,
    allow_squash_merge: true,
    default_merge_style: 'merge',
    avatar_url: '',
    internal: false,
    mirror_interval: '',
  };
}

export function commitShape(
  base: string,
  repository: BareRepository,
  commit: LoggedCommit,
  userOf: (email: string) => ReturnType<typeof personShape> | null,
) {
  const api = `${base}/api/v1/repos/${repository.spec.name}/git`;
  const created = commit.committer.date;
  return {
    url: `${api}/commits/${commit.sha}`,
    sha: commit.sha,
    created,
    html_url: `${base}/${repository.spec.name}/commit/${commit.sha}`,
    commit: {
      url: `${api}/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { url: `${api}/trees/${commit.sha}`, sha: commit.sha, created },
    },
    author: userOf(commit.author.email),
    committer: userOf(commit.committer.email),
    parents: commit.parents.map(sha => ({
      url: `${api}/commits/${sha}`,
      sha,
      created: NEVER,
    })),
    files: commit.files.map(filename => ({ filename })),
  };
}

export function contentsShape(
  base: string,
  repository: BareRepository,
  file: { path: string; sha: string; content: Buffer; ref: string },
) {
  const { name } = repository.spec;
  const api = `${base}/api/v1/repos/${name}`;
  const self = `${api}/contents/${file.path}?ref=${file.ref}`;
  const blob = `${api}/git/blobs/${file.sha}`;
  const html = `${base}/${name}/src/branch/${file.ref}/${file.path}`;
  return {
    name: posix.basename(file.path),
    path: file.path,
    sha: file.sha,
    type: 'file',
    size: file.content.length,
    encoding: 'base64',
    content: file.content.toString('base64'),
    target: null,
    url: self,
    html_url: html,
    git_url: blob,
    download_url: `${base}/${name}/raw/branch/${file.ref}/${file.path}`,
    submodule_git_url: null,
    _links: { self, git: blob, html },
  };
}

export function errorShape(base: string, message: string) {
  return { message, url: `${base}/api/swagger` };
}

export function notFoundShape(
  base: string,
  message: string,
  errors: string[] | null = null,
) {
  return { documentation_url: `${base}/api/swagger`, errors, message };
}
