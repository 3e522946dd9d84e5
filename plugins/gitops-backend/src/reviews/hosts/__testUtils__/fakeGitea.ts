import { http, HttpResponse } from 'msw';
import commit from '../__fixtures__/gitea/commit.json';
import pullMerged from '../__fixtures__/gitea/pull-merged.json';
import reviews from '../__fixtures__/gitea/reviews.json';
import statusCombined from '../__fixtures__/gitea/status-combined.json';
import { WorldCommit, WorldPull } from './world';

export const GITEA = 'https://gitea.example.com';
const API = `${GITEA}/api/v1/repos/acme/fleet`;

/** Somebody's review, in Gitea's words. */
export interface GiteaSays {
  login: string;
  state: string;
  dismissed?: boolean;
}

export interface GiteaWorld {
  pulls: Array<WorldPull & { says?: GiteaSays[]; commits?: string[] }>;
  commits: WorldCommit[];
}

const STATES: Record<string, string> = {
  passed: 'success',
  failed: 'failure',
  running: 'pending',
};

export const giteaNotFound = () =>
  HttpResponse.json(
    { errors: null, message: 'not found', url: `${GITEA}/api/swagger` },
    { status: 404 },
  );

function renderCommit({ sha, message, signature }: WorldCommit) {
  const { body } = commit.response;
  return {
    ...body,
    sha,
    commit: {
      ...body.commit,
      message: `${message}\n`,
      verification:
        signature === 'unknown'
          ? null
          : {
              verified: signature === 'verified',
              reason:
                signature === 'none'
                  ? 'gpg.error.not_signed_commit'
                  : 'gpg.error.no_gpg_keys_found',
            },
    },
  };
}

function renderPull(pull: WorldPull) {
  const { body } = pullMerged.response;
  return {
    ...body,
    number: pull.number,
    title: pull.title,
    html_url: `${GITEA}/acme/fleet/pulls/${pull.number}`,
    user: { ...body.user, login: pull.author },
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.made,
    head: { ...body.head, sha: pull.head },
  };
}

/** A Gitea that has one repository, `acme/fleet`. */
export function fakeGitea(world: GiteaWorld) {
  const find = (sha: unknown) => world.commits.find(it => it.sha === sha);
  const numbered = (index: unknown) =>
    world.pulls.find(({ number }) => String(number) === index);
  return [
    http.get(API, () => HttpResponse.json({ full_name: 'acme/fleet' })),
    http.get(`${API}/git/commits/:sha`, ({ params }) => {
      const known = find(params.sha);
      return known ? HttpResponse.json(renderCommit(known)) : giteaNotFound();
    }),
    http.get(`${API}/commits/:sha/status`, ({ params }) => {
      const checks = find(params.sha)?.checks ?? 'none';
      return HttpResponse.json({
        ...statusCombined.response.body,
        state: STATES[checks] ?? '',
        total_count: checks === 'none' ? 0 : 1,
      });
    }),
    http.get(`${API}/commits/:sha/pull`, ({ params }) => {
      const pull = world.pulls.find(({ made }) => made === params.sha);
      return pull ? HttpResponse.json(renderPull(pull)) : giteaNotFound();
    }),
    http.get(`${API}/pulls/:index/reviews`, ({ params }) => {
      const [review] = reviews.response.body;
      return HttpResponse.json(
        (numbered(params.index)?.says ?? []).map(
          ({ login, state, dismissed = false }) => ({
            ...review,
            user: { ...review.user, login },
            state,
            dismissed,
          }),
        ),
      );
    }),
    http.get(`${API}/pulls/:index/commits`, ({ params }) =>
      HttpResponse.json(
        (numbered(params.index)?.commits ?? []).flatMap(sha => {
          const known = find(sha);
          return known ? [renderCommit(known)] : [];
        }),
      ),
    ),
  ];
}
