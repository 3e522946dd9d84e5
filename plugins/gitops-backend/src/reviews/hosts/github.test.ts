import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { http, HttpResponse, JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import rateLimited from './__fixtures__/github/rate-limited.json';
import { ask, asked, failureOf } from './__testUtils__/asking';
import {
  GITHUB_GRAPHQL,
  GITHUB_REPOSITORY_ID,
  githubQuestion,
  renderGithubCommit,
} from './__testUtils__/fakeGithub';
import { commit, pull, sha } from './__testUtils__/world';
import { createGithubReviews } from './github';

const server = setupServer();
const host = {
  create: createGithubReviews,
  url: 'https://github.example.com/acme/fleet',
};

const world = {
  pulls: [pull(1, { reviewers: [{ name: 'kim', state: 'approved' }] })],
  commits: [commit('a', { pulls: [1], checks: 'passed' })],
};
const facts = () => {
  const rendered = renderGithubCommit(world, sha('a'));
  if (!rendered) throw new Error('The world has the commit');
  return rendered;
};

function answer(body: JsonBodyType, headers: Record<string, string> = {}) {
  server.use(
    http.post(GITHUB_GRAPHQL, () => HttpResponse.json(body, { headers })),
  );
}

function answerWith(c0: unknown, errors?: JsonBodyType) {
  answer(
    JSON.parse(
      JSON.stringify({
        data: { repository: { id: GITHUB_REPOSITORY_ID, c0 } },
        errors,
      }),
    ),
  );
}

const aboutA = async () => (await ask(host, asked('a'))).get(sha('a'));

describe('createGithubReviews', () => {
  registerMswTestHooks(server);

  it('asks once for all commits', async () => {
    const questions: string[][] = [];
    server.use(
      http.post(GITHUB_GRAPHQL, async ({ request }) => {
        const ids = await githubQuestion(request);
        questions.push(ids.map(([, id]) => id));
        return HttpResponse.json({
          data: { repository: { id: GITHUB_REPOSITORY_ID } },
        });
      }),
    );
    await ask(host, asked('a'), asked('b'));
    expect(questions).toEqual([[sha('a'), sha('b')]]);
  });

  it('waits where the limit is that of its queries', async () => {
    const reset = Math.floor(Date.now() / 1000) + 3600;
    answer(rateLimited, { 'x-ratelimit-reset': String(reset) });
    const { kind, retryAfterMs } = await failureOf(ask(host, asked('a')));
    expect(kind).toBe('rateLimited');
    expect(retryAfterMs).toBeGreaterThan(3_000_000);
  });

  it.each([
    ['FORBIDDEN', 'forbidden'],
    ['INSUFFICIENT_SCOPES', 'forbidden'],
    ['NOT_FOUND', 'notFound'],
    ['SOMETHING', 'failed'],
  ])('says that it is not answered: %s', async (type, expected) => {
    answer({
      data: { repository: null },
      errors: [{ type, path: ['repository'], message: 'canary-token' }],
    });
    const { kind, message } = await failureOf(ask(host, asked('a')));
    expect(kind).toBe(expected);
    expect(message).toContain('The Git host github.example.com ');
  });

  it.each(['statusCheckRollup', 'signature', 'associatedPullRequests'])(
    'does not take for absent what it may not see: %s',
    async field => {
      answerWith({ ...facts(), [field]: null }, [
        {
          type: 'FORBIDDEN',
          path: ['repository', 'c0', field],
          message: 'Resource not accessible by integration',
        },
      ]);
      const { review, checks, signature } = (await aboutA()) ?? {};
      expect({
        statusCheckRollup: checks,
        signature,
        associatedPullRequests: review?.state,
      }).toEqual({
        statusCheckRollup: 'passed',
        signature: 'none',
        associatedPullRequests: 'pull',
        [field]: 'unknown',
      });
    },
  );

  it('does not take the pull request of a fork for that of the repository', async () => {
    const { associatedPullRequests, ...rest } = facts();
    const nodes = associatedPullRequests.nodes.map(node => ({
      ...node,
      baseRepository: { id: 'R_fork' },
    }));
    answerWith({
      ...rest,
      associatedPullRequests: { ...associatedPullRequests, nodes },
    });
    expect((await aboutA())?.review).toEqual({ state: 'none' });
  });

  it('asks again where the right one may be among more', async () => {
    answerWith({
      ...facts(),
      associatedPullRequests: { pageInfo: { hasNextPage: true }, nodes: [] },
    });
    expect(await aboutA()).toBeUndefined();
  });

  it('keeps an approval that a comment follows', async () => {
    const { associatedPullRequests, ...rest } = facts();
    const kim = { login: 'kim' };
    const nodes = associatedPullRequests.nodes.map(node => ({
      ...node,
      author: null,
      opinions: {
        nodes: [
          { state: 'APPROVED', author: kim },
          { state: 'DISMISSED', author: { login: 'sam' } },
          { state: 'APPROVED', author: null },
          null,
        ],
      },
      reviews: {
        nodes: [
          { state: 'COMMENTED', author: kim },
          { state: 'COMMENTED', author: { login: 'lee' } },
        ],
      },
      reviewRequests: {
        nodes: [{ requestedReviewer: {} }, { requestedReviewer: kim }],
      },
    }));
    answerWith({
      ...rest,
      associatedPullRequests: { ...associatedPullRequests, nodes },
    });
    expect((await aboutA())?.review).toMatchObject({
      pull: {
        author: null,
        approvals: 2,
        reviewers: [
          { name: 'kim', state: 'approved' },
          { name: 'sam', state: 'dismissed' },
          { name: 'ghost', state: 'approved' },
          { name: 'lee', state: 'commented' },
        ],
      },
    });
  });

  it('makes no link of what does more than lead somewhere', async () => {
    const { associatedPullRequests, ...rest } = facts();
    const nodes = associatedPullRequests.nodes.map(node => ({
      ...node,
      url: 'data:text/html,x',
    }));
    answerWith({
      ...rest,
      associatedPullRequests: { ...associatedPullRequests, nodes },
    });
    expect((await aboutA())?.review).toMatchObject({ pull: { url: null } });
  });

  it('is not asked without a token, which it takes for asking too often', async () => {
    const configured = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: { github: [{ host: 'github.example.com' }] },
      }),
    );
    const { kind, message } = await failureOf(
      ask({ ...host, configured }, asked('a')),
    );
    expect(kind).toBe('forbidden');
    expect(message).toContain('set a token in integrations.github');
  });

  it('says that an app could not get it a token, and not how', async () => {
    const configured = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [
            {
              host: 'github.example.com',
              apiBaseUrl: 'https://github.example.com/api/v3',
              apps: [
                {
                  appId: 1,
                  clientId: 'id',
                  clientSecret: 'canary-token',
                  privateKey: 'canary-token',
                },
              ],
            },
          ],
        },
      }),
    );
    const { kind, message } = await failureOf(
      ask({ ...host, configured }, asked('a')),
    );
    expect(kind).toBe('failed');
    expect(message).toContain('could not get credentials for it');
  });
});
