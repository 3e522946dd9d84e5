import { http, HttpResponse } from 'msw';
import approvals from '../__fixtures__/gitlab/approvals.json';
import commitJson from '../__fixtures__/gitlab/commit.json';
import mergeRequest from '../__fixtures__/gitlab/merge-request.json';
import signatureJson from '../__fixtures__/gitlab/signature.json';
import user from '../__fixtures__/gitlab/user.json';
import { madeBy, pullsWith, World, WorldPull } from './world';

export const GITLAB_API = 'https://gitlab.example.com/api/v4';
export const GITLAB_PROJECT = `${GITLAB_API}/projects/acme%2Ffleet`;

const REVIEW_STATES: Record<string, string> = {
  approved: 'approved',
  changesRequested: 'requested_changes',
  commented: 'reviewed',
  dismissed: 'unapproved',
  requested: 'unreviewed',
};
const PIPELINES: Record<string, string> = {
  passed: 'success',
  failed: 'failed',
  running: 'running',
};

const userOf = (name: string) => ({
  ...user,
  id: Buffer.from(name).readUInt16BE(0),
  username: name,
  name,
});

export function renderMergeRequest(pull: WorldPull) {
  const isMerged = pull.state === 'merged';
  return {
    ...mergeRequest,
    iid: pull.number,
    title: pull.title,
    state: isMerged ? 'merged' : 'opened',
    target_branch: pull.into,
    merged_at: isMerged ? pull.mergedAt : null,
    author: userOf(pull.author),
    sha: pull.head,
    merge_commit_sha: pull.made,
    web_url: `https://gitlab.example.com/acme/fleet/-/merge_requests/${pull.number}`,
  };
}

export const gitlabNotFound = (what: string) =>
  HttpResponse.json({ message: `404 ${what} Not Found` }, { status: 404 });

export function fakeGitlab(world: World) {
  const find = (id: unknown) => world.commits.find(({ sha }) => sha === id);
  const commits = `${GITLAB_PROJECT}/repository/commits/:sha`;
  const requests = `${GITLAB_PROJECT}/merge_requests/:iid`;
  const pullOf = (iid: unknown) =>
    world.pulls.find(({ number }) => String(number) === iid);
  return [
    http.get(GITLAB_PROJECT, () => HttpResponse.json({ id: 35 })),
    http.get(commits, ({ params }) => {
      const known = find(params.sha);
      return known
        ? HttpResponse.json({
            ...commitJson,
            id: known.sha,
            status: PIPELINES[known.checks] ?? null,
          })
        : gitlabNotFound('Commit');
    }),
    http.get(`${commits}/statuses`, () => HttpResponse.json([])),
    http.get(`${commits}/merge_requests`, ({ params }) => {
      const id = String(params.sha);
      const pulls = [...pullsWith(world, id), ...madeBy(world, id)];
      return HttpResponse.json([...new Set(pulls)].map(renderMergeRequest));
    }),
    http.get(`${commits}/signature`, ({ params }) => {
      const known = find(params.sha)?.signature ?? 'none';
      return known === 'none'
        ? gitlabNotFound('Signature')
        : HttpResponse.json({ ...signatureJson, verification_status: known });
    }),
    http.get(`${requests}/approvals`, ({ params }) => {
      const approving = pullOf(params.iid)?.reviewers.filter(
        ({ state }) => state === 'approved',
      );
      return HttpResponse.json({
        ...approvals,
        approved_by: approving?.map(({ name }) => ({ user: userOf(name) })),
      });
    }),
    http.get(`${requests}/reviewers`, ({ params }) =>
      HttpResponse.json(
        pullOf(params.iid)?.reviewers.map(({ name, state }) => ({
          user: userOf(name),
          state: REVIEW_STATES[state],
          created_at: '2026-07-27T17:03:27.684Z',
        })),
      ),
    ),
  ];
}
