import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  Checks,
  CommitReview,
  Signature,
} from '@backstage-gitops/plugin-gitops-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { AskedCommit, ReviewHostError } from '../types';
import tooOld from './__fixtures__/gitea/commit-pull-direct.json';
import {
  fakeGitea,
  GITEA,
  giteaNotFound,
  GiteaWorld,
} from './__testUtils__/fakeGitea';
import { commit, pull, sha } from './__testUtils__/world';
import { createGiteaReviews } from './gitea';

const CANARY = 'canary-token';
const HOST = 'gitea.example.com';
const server = setupServer();

function integrations(config: { username?: string; password?: string } = {}) {
  return ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: { gitea: [{ host: HOST, ...config }] } }),
  );
}

function asked(word: string, over: Partial<AskedCommit> = {}): AskedCommit {
  return {
    sha: sha(word),
    landedWith: sha(word),
    followers: [],
    moreFollow: false,
    branches: ['main'],
    ...over,
  };
}

async function ask(
  commits: AskedCommit[],
  config = { username: 'robin', password: CANARY },
): Promise<Map<string, CommitReview>> {
  const repository = { url: `${GITEA}/acme/fleet.git`, host: HOST };
  const { signal } = new AbortController();
  const { answers } = await createGiteaReviews(integrations(config), HOST).ask(
    repository,
    commits,
    { signal },
  );
  return answers;
}

async function numberOf(question: AskedCommit) {
  const review = (await ask([question])).get(question.sha)?.review;
  return review?.state === 'pull' ? review.pull.number : review?.state;
}

describe('createGiteaReviews', () => {
  registerMswTestHooks(server);

  const serve = (world: GiteaWorld) => server.use(...fakeGitea(world));
  const always = (answer: () => Response) =>
    server.use(http.all(`${GITEA}/*`, answer));
  const failure = async (): Promise<ReviewHostError> => {
    const error = await ask([asked('a')]).then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toBeInstanceOf(ReviewHostError);
    expect(`${error.message} ${error.stack}`).not.toContain(CANARY);
    return error;
  };

  it('tells of a merge, who reviewed it, and what was checked', async () => {
    serve({
      pulls: [
        {
          ...pull(1, { made: sha('a') }),
          says: [{ login: 'sam', state: 'APPROVED' }],
        },
      ],
      commits: [commit('a', { checks: 'passed' })],
    });
    expect(await ask([asked('a')])).toEqual(
      new Map([
        [
          sha('a'),
          {
            review: {
              state: 'pull',
              pull: {
                number: 1,
                title: 'Change 1',
                url: `${GITEA}/acme/fleet/pulls/1`,
                author: 'robin',
                mergedAt: '2026-11-01T10:00:00.000Z',
                reviewers: [{ name: 'sam', state: 'approved' }],
                approvals: 1,
              },
            },
            checks: 'passed',
            signature: 'none',
          },
        ],
      ]),
    );
  });

  it('knows what came with a merge by the merge', async () => {
    serve({
      pulls: [pull(1, { made: sha('merge') })],
      commits: [commit('a'), commit('b'), commit('merge')],
    });
    expect(await numberOf(asked('a', { landedWith: sha('merge') }))).toBe(1);
    expect(await numberOf(asked('b', { landedWith: sha('other') }))).toBe(
      'none',
    );
    expect(await numberOf(asked('b', { landedWith: null }))).toBe('unknown');
  });

  describe('of commits that a rebase has put on the branch', () => {
    const rebased = (over: Partial<GiteaWorld['pulls'][number]> = {}) =>
      serve({
        pulls: [
          {
            ...pull(7, { made: sha('last') }),
            commits: [sha('old last'), sha('old first')],
            ...over,
          },
        ],
        commits: [
          commit('pushed', { message: 'Pushed' }),
          commit('first', { message: 'First' }),
          commit('old first', { message: 'First' }),
          commit('old last', { message: 'Last' }),
          commit('last', { message: 'Last' }),
        ],
      });
    const followers = [sha('between'), sha('last')];

    it('knows those before the last one too', async () => {
      rebased();
      expect(await numberOf(asked('first', { followers }))).toBe(7);
    });

    it('knows those that were put there as they were', async () => {
      rebased({ commits: [sha('last'), sha('first')] });
      expect(await numberOf(asked('first', { followers }))).toBe(7);
    });

    it('knows what was merged into one of those that were put there', async () => {
      rebased({ commits: [sha('last'), sha('first')] });
      const landedWith = sha('first');
      expect(await numberOf(asked('pushed', { followers, landedWith }))).toBe(
        7,
      );
    });

    it('does not say that one was pushed of which it cannot know', async () => {
      rebased();
      const question = asked('first', {
        followers: [sha('between')],
        moreFollow: true,
      });
      expect((await ask([question])).get(question.sha)?.review).toEqual({
        state: 'unknown',
        reason: expect.stringContaining('may be an earlier one'),
      });
      expect(await numberOf(asked('last', { moreFollow: true }))).toBe(7);
      const many = Array.from({ length: 50 }, () => sha('old last'));
      rebased({ commits: many });
      expect(await numberOf(asked('pushed', { followers }))).toBe('unknown');
    });

    it('does not take what was pushed before for one of them', async () => {
      rebased();
      expect(await numberOf(asked('pushed', { followers }))).toBe('none');
    });
  });

  it.each<Checks>(['passed', 'failed', 'running', 'none'])(
    'tells of checks: %s',
    async checks => {
      serve({ pulls: [], commits: [commit('a', { checks })] });
      expect((await ask([asked('a')])).get(sha('a'))?.checks).toBe(checks);
    },
  );

  it.each<Signature>(['verified', 'unverified', 'none', 'unknown'])(
    'tells of signatures: %s',
    async signature => {
      serve({ pulls: [], commits: [commit('a', { signature })] });
      expect((await ask([asked('a')])).get(sha('a'))?.signature).toBe(
        signature,
      );
    },
  );

  it('takes the checks of the pull request where the commit has none', async () => {
    serve({
      pulls: [pull(1, { made: sha('a'), head: sha('head') })],
      commits: [commit('a'), commit('head', { checks: 'failed' })],
    });
    expect((await ask([asked('a')])).get(sha('a'))?.checks).toBe('failed');
  });

  it('does not say that nothing was reviewed where it is too old to know', async () => {
    const { status, body } = tooOld.response;
    serve({ pulls: [], commits: [commit('a')] });
    server.use(
      http.get(
        `${GITEA}/api/v1/repos/acme/fleet/commits/:sha/pull`,
        () => new HttpResponse(body, { status }),
      ),
    );
    expect((await ask([asked('a')])).get(sha('a'))?.review).toEqual({
      state: 'unknown',
      reason: expect.stringContaining('too old'),
    });
  });

  it('leaves out a commit that it does not know', async () => {
    serve({ pulls: [], commits: [commit('a')] });
    const answers = await ask([asked('a'), asked('b')]);
    expect([...answers.keys()]).toEqual([sha('a')]);
    expect(await ask([asked('b')])).toEqual(new Map());
  });

  it.each<[string, object, string | null]>([
    [
      'a user and a password',
      { username: 'robin', password: CANARY },
      `basic ${Buffer.from(`robin:${CANARY}`).toString('base64')}`,
    ],
    ['a token', { password: CANARY }, `token ${CANARY}`],
    ['nothing', {}, null],
  ])('asks with what is configured: %s', async (_, config, expected) => {
    const seen = new Set<string | null>();
    serve({ pulls: [], commits: [commit('a')] });
    server.events.on('request:start', ({ request }) => {
      seen.add(request.headers.get('authorization'));
    });
    await ask([asked('a')], Object(config));
    server.events.removeAllListeners();
    expect([...seen]).toEqual([expected]);
  });

  it('says that it does not show the repository', async () => {
    always(giteaNotFound);
    expect((await failure()).kind).toBe('notFound');
  });

  it('says when to ask again', async () => {
    always(() =>
      HttpResponse.json({}, { status: 429, headers: { 'retry-after': '90' } }),
    );
    expect(await failure()).toMatchObject({
      kind: 'rateLimited',
      retryAfterMs: 90_000,
    });
  });

  it.each([
    [401, 'refused'],
    [403, 'forbidden'],
  ])('says that it refuses the token: %s', async (status, expected) => {
    always(() => HttpResponse.json({ message: CANARY }, { status }));
    const { kind, message } = await failure();
    expect(kind).toBe(expected);
    expect(message).toContain('integrations.gitea');
  });

  it.each<[string, () => Response]>([
    ['an error', () => HttpResponse.json({ message: CANARY }, { status: 500 })],
    ['a page', () => new HttpResponse(`<html>${CANARY}`)],
    ['nothing', () => new HttpResponse('')],
    ['no content', () => new HttpResponse(null, { status: 204 })],
    ['another shape', () => HttpResponse.json([{ id: CANARY }])],
    ['too much', () => new HttpResponse('x'.repeat(5 * 1024 * 1024))],
    [
      'elsewhere',
      () => HttpResponse.redirect('https://elsewhere.example.com/api', 307),
    ],
  ])('says so where it answers with something else: %s', async (_, answer) => {
    always(answer);
    const { kind, message } = await failure();
    expect(kind).toBe('failed');
    expect(message).toContain(HOST);
  });
});
