import { http, HttpResponse, JsonBodyType } from 'msw';
import { z } from 'zod';
import pullRequest from '../__fixtures__/github/pull-request.json';
import { madeBy, pullsWith, World, WorldPull } from './world';

export const GITHUB_API = 'https://github.example.com/api/v3';
export const GITHUB_GRAPHQL = 'https://github.example.com/api/graphql';
export const GITHUB_REPOSITORY_ID = pullRequest.baseRepository.id;

const REVIEW_STATES: Record<string, string> = {
  approved: 'APPROVED',
  changesRequested: 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
  dismissed: 'DISMISSED',
};
const ROLLUPS: Record<string, string> = {
  passed: 'SUCCESS',
  failed: 'FAILURE',
  running: 'PENDING',
};

const bodySchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.string()),
});

function rollupOf(world: World, id: string) {
  const known = world.commits.find(it => it.sha === id);
  const state = ROLLUPS[known?.checks ?? 'none'];
  return state ? { state } : null;
}

function renderPull(world: World, pull: WorldPull) {
  const said = (states: string[]) => ({
    nodes: pull.reviewers
      .filter(({ state }) => states.includes(state))
      .map(({ name, state }) => ({
        state: REVIEW_STATES[state],
        author: { login: name },
      })),
  });
  return {
    ...pullRequest,
    number: pull.number,
    title: pull.title,
    url: `https://github.example.com/acme/fleet/pull/${pull.number}`,
    mergedAt:
      pull.state === 'merged' ? pull.mergedAt.replace('.000', '') : null,
    author: { login: pull.author },
    baseRefName: pull.into,
    mergeCommit: pull.made && { oid: pull.made },
    last: {
      nodes: [{ commit: { statusCheckRollup: rollupOf(world, pull.head) } }],
    },
    opinions: said(['approved', 'changesRequested', 'dismissed']),
    reviews: said(['approved', 'changesRequested', 'commented', 'dismissed']),
    reviewRequests: {
      nodes: pull.reviewers
        .filter(({ state }) => state === 'requested')
        .map(({ name }) => ({ requestedReviewer: { login: name } })),
    },
  };
}

/** What GitHub says of a commit; null where it does not have it. */
export function renderGithubCommit(world: World, id: string) {
  const known = world.commits.find(it => it.sha === id);
  if (!known) return null;
  const pulls = [...pullsWith(world, id), ...madeBy(world, id)];
  return {
    statusCheckRollup: rollupOf(world, id),
    signature:
      known.signature === 'none'
        ? null
        : { isValid: known.signature === 'verified' },
    associatedPullRequests: {
      pageInfo: { hasNextPage: false },
      nodes: [...new Set(pulls)].map(pull => renderPull(world, pull)),
    },
  };
}

/** The ids asked for, by the names that the answer is to have. */
export async function githubQuestion(
  request: Request,
): Promise<Array<[alias: string, sha: string]>> {
  const { variables } = bodySchema.parse(await request.json());
  return Object.entries(variables).filter(([name]) => /^c\d+$/.test(name));
}

export function fakeGithub(world: World) {
  return [
    http.post(GITHUB_GRAPHQL, async ({ request }) => {
      const repository: Record<string, JsonBodyType> = {
        id: GITHUB_REPOSITORY_ID,
      };
      for (const [alias, id] of await githubQuestion(request)) {
        repository[alias] = renderGithubCommit(world, id);
      }
      return HttpResponse.json({ data: { repository } });
    }),
  ];
}
