import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ask, asked, failureOf } from './__testUtils__/asking';
import {
  BITBUCKET_API,
  BITBUCKET_REPOSITORY,
  bitbucketNotFound,
  fakeBitbucketCloud,
} from './__testUtils__/fakeBitbucketCloud';
import { commit, pull, sha } from './__testUtils__/world';
import { createBitbucketCloudReviews } from './bitbucketCloud';

const server = setupServer();
const host = {
  create: createBitbucketCloudReviews,
  url: 'https://bitbucket.org/acme/fleet.git',
};
const PULLS = `${BITBUCKET_REPOSITORY}/commit/:sha/pullrequests`;

const about = async (word: string) =>
  (await ask(host, asked(word))).get(sha(word));

describe('createBitbucketCloudReviews', () => {
  registerMswTestHooks(server);

  beforeEach(() => {
    server.use(
      ...fakeBitbucketCloud({
        pulls: [pull(1, { made: sha('merge') })],
        commits: [
          commit('a', { pulls: [1] }),
          commit('merge', { message: 'Merged in a (pull request #1)' }),
          commit('boast', { message: 'Fix it (pull request #1)' }),
          commit('bluff', { message: 'Fix it (pull request #99)' }),
          commit('plain'),
        ],
      }),
    );
  });

  it.each(['boast', 'bluff'])(
    'does not believe a message that the pull request does not bear out: %s',
    async word => {
      expect((await about(word))?.review).toEqual({ state: 'none' });
    },
  );

  it('says what to do where commits are not linked with pull requests', async () => {
    server.use(http.get(PULLS, bitbucketNotFound));
    expect((await about('plain'))?.review).toEqual({
      state: 'unknown',
      reason: expect.stringContaining('Go to pull request'),
    });
    expect((await about('merge'))?.review).toMatchObject({
      pull: { number: 1 },
    });
  });

  it('asks again while they are being linked', async () => {
    server.use(http.get(PULLS, () => HttpResponse.json({}, { status: 202 })));
    expect(await about('plain')).toBeUndefined();
    expect((await about('merge'))?.review).toMatchObject({
      pull: { number: 1 },
    });
  });

  it('asks again where the right one may be among more', async () => {
    server.use(
      http.get(PULLS, () =>
        HttpResponse.json({
          values: [{ id: 99 }],
          next: `${BITBUCKET_API}/more`,
        }),
      ),
    );
    expect(await about('plain')).toBeUndefined();
  });

  it.each([
    [[{ state: 'SUCCESSFUL' }], 'unknown'],
    [[{ state: 'SUCCESSFUL' }, { state: 'FAILED' }], 'failed'],
  ])(
    'does not call passed what it has not seen: %j',
    async (values, checks) => {
      server.use(
        http.get(`${BITBUCKET_REPOSITORY}/commit/:sha/statuses`, () =>
          HttpResponse.json({ values, next: `${BITBUCKET_API}/more` }),
        ),
      );
      expect(await about('plain')).toMatchObject({ checks });
    },
  );

  it('sends a token that has no user as it is', async () => {
    const seen: Array<string | null> = [];
    server.use(
      http.all(`${BITBUCKET_API}/*`, ({ request }) => {
        seen.push(request.headers.get('authorization'));
        return HttpResponse.json({}, { status: 401 });
      }),
    );
    const configured = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: { bitbucketCloud: [{ token: 'canary-token' }] },
      }),
    );
    await failureOf(ask({ ...host, configured }, asked('a')));
    expect(seen).toEqual(['Bearer canary-token']);
  });

  it('says that it gets no token for an OAuth consumer, and not how', async () => {
    server.use(
      http.post('https://bitbucket.org/site/oauth2/access_token', () =>
        HttpResponse.json({}, { status: 400, statusText: 'canary-token' }),
      ),
    );
    const configured = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          bitbucketCloud: [{ clientId: 'id', clientSecret: 'canary-token' }],
        },
      }),
    );
    const { message } = await failureOf(
      ask({ ...host, configured }, asked('a')),
    );
    expect(message).toContain('see integrations.bitbucketCloud');
  });
});
