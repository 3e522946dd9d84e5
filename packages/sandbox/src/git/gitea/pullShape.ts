import { PullRequest, PullRequestTips } from '../pullRequests';
import { repositoryShape, RepositoryFacts } from './repositoryShape';
import { personShape, seconds, View } from './userShapes';

export function pullShape(
  view: View,
  pull: PullRequest,
  tips: PullRequestTips,
  facts: RepositoryFacts,
) {
  const { repository, merged } = pull;
  const html = `${view.base}/${repository.spec.name}/pulls/${pull.index}`;
  const side = (branch: string, sha: string) => ({
    label: branch,
    ref: branch,
    sha,
    repo_id: facts.id,
    repo: repositoryShape(view, repository, facts),
  });
  return {
    id: pull.id,
    url: html,
    number: pull.index,
    user: personShape(view, pull.author),
    title: pull.title,
    body: pull.body,
    labels: [],
    milestone: null,
    assignee: null,
    assignees: null,
    state: merged ? 'closed' : 'open',
    is_locked: false,
    comments: 0,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    mergeable: tips.mergeable,
    merged: merged !== undefined,
    merged_at: merged ? seconds(merged.at) : null,
    merge_commit_sha: merged?.sha ?? null,
    merged_by: merged ? personShape(view, merged.by) : null,
    base: side(pull.base, tips.base ?? ''),
    head: side(pull.head, tips.head),
    merge_base: tips.mergeBase ?? '',
    due_date: null,
    created_at: seconds(pull.createdAt),
    updated_at: seconds(merged?.at ?? pull.createdAt),
    closed_at: null,
  };
}
