import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ask, asked, failureOf } from './__testUtils__/asking';
import {
  fakeBitbucketServer,
  renderServerPull,
  SERVER,
  SERVER_REPOSITORY,
  serverNotFound,
} from './__testUtils__/fakeBitbucketServer';
import { commit, pull, sha } from './__testUtils__/world';
import { createBitbucketServerReviews } from './bitbucketServer';

const server = setupServer();
const host = {
  create: createBitbucketServerReviews,
  url: 'https://bitbucket.example.com/scm/ACME/fleet.git',
};
const STATS = `${SERVER}/rest/build-status/1.0/commits/stats`;

const about = async (word: string) =>
  (await ask(host, asked(word))).get(sha(word));

describe('createBitbucketServerReviews', () => {
  registerMswTestHooks(server);

  beforeEach(() => {
    const parents = [sha('parent'), sha('a')];
    server.use(
      ...fakeBitbucketServer({
        pulls: [pull(1, { made: sha('merge') })],
        commits: [
          commit('a', { pulls: [1] }),
          commit('merge', { parents }),
          commit('by hand', { parents }),
          commit('plain'),
          commit('boast', { message: 'Pull request #1: Change' }),
        ],
      }),
    );
  });

  it('does not take a merge by hand for that of the pull request', async () => {
    expect((await about('by hand'))?.review).toEqual({ state: 'none' });
  });

  it('does not believe a message that the pull request does not bear out', async () => {
    expect((await about('boast'))?.review).toEqual({ state: 'none' });
  });

  it('knows that it is told of a right and not of credentials', async () => {
    const headers = { 'x-ausername': 'robin' };
    server.use(
      http.all(`${SERVER}/*`, () =>
        HttpResponse.json({}, { status: 401, headers }),
      ),
    );
    const { kind } = await failureOf(ask(host, asked('a')));
    expect(kind).toBe('forbidden');
  });

  it('knows a merge by what it merged, where no more is told', async () => {
    const merged = { ...renderServerPull(pull(1)), properties: {} };
    server.use(
      http.get(`${SERVER_REPOSITORY}/commits/${sha('a')}/pull-requests`, () =>
        HttpResponse.json({ isLastPage: true, values: [merged] }),
      ),
    );
    expect((await about('merge'))?.review).toMatchObject({
      pull: { number: 1 },
    });
  });

  it('asks again where the right one may be among more', async () => {
    server.use(
      http.get(`${SERVER_REPOSITORY}/commits/:sha/pull-requests`, () =>
        HttpResponse.json({ isLastPage: false, values: [] }),
      ),
    );
    expect(await about('plain')).toBeUndefined();
  });

  it.each([
    ['is not told', serverNotFound],
    ['may not be told', () => HttpResponse.json({}, { status: 403 })],
  ])('does not say that nothing was checked where it %s', async (_, answer) => {
    server.use(http.post(STATS, answer));
    expect(await about('plain')).toMatchObject({
      review: { state: 'none' },
      checks: 'unknown',
    });
  });

  it.each([
    [{ successful: 1, inProgress: 0, failed: 0, cancelled: 1 }, 'failed'],
    [{ successful: 1, inProgress: 0, failed: 0, unknown: 1 }, 'unknown'],
  ])('counts builds of all kinds: %j', async (stats, checks) => {
    server.use(
      http.post(STATS, () => HttpResponse.json({ [sha('plain')]: stats })),
    );
    expect(await about('plain')).toMatchObject({ checks });
  });
});
