import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  Checks,
  PullRequest,
  Reviewer,
  Signature,
} from '@backstage-gitops/plugin-gitops-common';
import { setupServer } from 'msw/node';
import { AskedCommit } from '../types';
import { ask, asked, failureOf } from './__testUtils__/asking';
import { integrations, TEST_HOSTS, TestHost } from './__testUtils__/testHosts';
import { commit, pull, sha, World, WorldPull } from './__testUtils__/world';

const server = setupServer();

function told(
  host: TestHost,
  { number, title, author, mergedAt, reviewers }: WorldPull,
): PullRequest {
  return {
    number,
    title,
    url: host.pullUrl(number),
    author,
    mergedAt,
    reviewers: expect.arrayContaining(reviewers),
    approvals: reviewers.filter(({ state }) => state === 'approved').length,
  };
}

const kim = (state: Reviewer['state']) => ({ name: 'kim', state });
const sam = (state: Reviewer['state']) => ({ name: 'sam', state });

describe.each(TEST_HOSTS)('$name', host => {
  registerMswTestHooks(server);

  const serve = (world: World) => server.use(...host.serve(world));
  const numberOf = async (...commits: AskedCommit[]) => {
    const answers = await ask(host, ...commits);
    return commits.map(({ sha: id }) => {
      const review = answers.get(id)?.review;
      return review?.state === 'pull' ? review.pull.number : review?.state;
    });
  };

  it('tells of a pull request that was reviewed, and of its commit', async () => {
    const reviewed = pull(1, {
      reviewers: [kim('approved'), sam('approved')],
    });
    const signature: Signature = host.tellsSignatures ? 'verified' : 'unknown';
    serve({
      pulls: [reviewed],
      commits: [
        commit('a', { pulls: [1], checks: 'passed', signature: 'verified' }),
      ],
    });
    expect(await ask(host, asked('a'))).toEqual(
      new Map([
        [
          sha('a'),
          {
            review: { state: 'pull', pull: told(host, reviewed) },
            checks: 'passed',
            signature,
          },
        ],
      ]),
    );
  });

  it.each<[string, Reviewer[]]>([
    ['nobody', []],
    ['nobody, of those who were asked', [kim('requested')]],
    ['somebody, and not by others', [kim('approved'), sam('requested')]],
    ['nobody, as changes are wanted', [kim('changesRequested')]],
    ['one who had wanted changes', [kim('approved'), sam('changesRequested')]],
  ])('tells that one was approved by %s', async (_, reviewers) => {
    const merged = pull(1, { reviewers });
    serve({ pulls: [merged], commits: [commit('a', { pulls: [1] })] });
    const { review } = (await ask(host, asked('a'))).get(sha('a')) ?? {};
    expect(review).toEqual({ state: 'pull', pull: told(host, merged) });
  });

  it('tells that a commit came without one', async () => {
    serve({ pulls: [pull(1)], commits: [commit('a'), commit('b')] });
    expect(await numberOf(asked('a'), asked('b'))).toEqual(['none', 'none']);
  });

  it('does not take an open pull request for the one behind a commit', async () => {
    serve({
      pulls: [pull(1, { state: 'open' })],
      commits: [commit('a', { pulls: [1] })],
    });
    expect(await numberOf(asked('a'))).toEqual(['none']);
  });

  it('knows the commit that a merge made, and those that it brought', async () => {
    serve({
      pulls: [pull(1, { made: sha('merge'), head: sha('b') })],
      commits: [
        commit('a', { pulls: [1] }),
        commit('b', { pulls: [1] }),
        commit('merge', {
          parents: [sha('parent'), sha('b')],
          message: `${host.subjectOf(1)}\n\nChange 1`,
        }),
      ],
    });
    expect(
      await numberOf(asked('a', 'merge'), asked('b', 'merge'), asked('merge')),
    ).toEqual([1, 1, 1]);
  });

  it('knows the commit that a squash made', async () => {
    serve({
      pulls: [pull(1, { made: sha('squashed') })],
      commits: [commit('squashed', { message: `${host.subjectOf(1)}\n\n* a` })],
    });
    expect(await numberOf(asked('squashed'))).toEqual([1]);
  });

  it('picks the one that brought a commit to the branch, else the first', async () => {
    serve({
      pulls: [
        pull(3, { made: sha('merge3') }),
        pull(1, { made: sha('merge1') }),
        pull(2, { made: sha('merge2') }),
      ],
      commits: [
        commit('a', { pulls: [1, 2, 3] }),
        commit('b', { pulls: [3, 2, 1] }),
        ...['merge2', 'c'].map(word => commit(word)),
      ],
    });
    expect(await numberOf(asked('a', 'merge2'), asked('b', 'c'))).toEqual([
      2, 1,
    ]);
  });

  it('does not take one into another branch for the one behind a commit', async () => {
    serve({
      pulls: [
        pull(1, { into: 'feature', reviewers: [kim('approved')] }),
        pull(2, { into: 'feature', made: sha('merge2') }),
        pull(3),
      ],
      commits: [
        commit('a', { pulls: [1] }),
        commit('b', { pulls: [1, 3] }),
        commit('c', { pulls: [1, 2] }),
        commit('merge2', { parents: [sha('parent'), sha('c')] }),
      ],
    });
    const answers = await ask(host, asked('a'));
    expect(answers.get(sha('a'))?.review).toEqual({
      state: 'unknown',
      reason:
        'Pull request #1 brought it to feature; how it came from there is not known',
    });
    expect(await numberOf(asked('b'), asked('c', 'merge2'))).toEqual([3, 2]);
    const nowhere = { ...asked('b'), branches: [] };
    expect(await numberOf(nowhere)).toEqual(['unknown']);
  });

  it('takes no number that the database does not', async () => {
    serve({
      pulls: [pull(1, { number: 3_000_000_000 })],
      commits: [commit('a', { pulls: [3_000_000_000] })],
    });
    const { kind } = await failureOf(ask(host, asked('a')));
    expect(kind).toBe('failed');
  });

  it('leaves out a commit that the host does not know', async () => {
    serve({ pulls: [], commits: [commit('a')] });
    expect(await numberOf(asked('a'), asked('b'))).toEqual(['none', undefined]);
    expect(await ask(host, asked('b'))).toEqual(new Map());
  });

  it.each<Checks>(['passed', 'failed', 'running', 'none'])(
    'tells of checks: %s',
    async checks => {
      serve({
        pulls: [pull(1, { made: sha('a'), head: sha('b') })],
        commits: [commit('a', { checks }), commit('c', { pulls: [1] })],
      });
      const answers = await ask(host, asked('a'), asked('c'));
      expect(answers.get(sha('a'))?.checks).toBe(checks);
      expect(answers.get(sha('c'))?.checks).toBe('none');
    },
  );

  it('takes the checks of the pull request where the commit has none', async () => {
    serve({
      pulls: [pull(1, { head: sha('head') })],
      commits: [
        commit('a', { pulls: [1] }),
        commit('head', { pulls: [1], checks: 'failed' }),
      ],
    });
    const answers = await ask(host, asked('a'));
    expect(answers.get(sha('a'))?.checks).toBe('failed');
  });

  it.each<Signature>(['verified', 'unverified', 'none'])(
    'tells of signatures, if it does at all: %s',
    async signature => {
      serve({ pulls: [], commits: [commit('a', { signature })] });
      const answers = await ask(host, asked('a'));
      expect(answers.get(sha('a'))?.signature).toBe(
        host.tellsSignatures ? signature : 'unknown',
      );
    },
  );

  it('takes text as text, and not too much of it', async () => {
    const title = `a\u0000b\u202e${'x'.repeat(1000)}`;
    const name = 'y'.repeat(1000);
    serve({
      pulls: [pull(1, { title, reviewers: [{ name, state: 'approved' }] })],
      commits: [commit('a', { pulls: [1] })],
    });
    const { review } = (await ask(host, asked('a'))).get(sha('a')) ?? {};
    expect(review).toMatchObject({
      pull: {
        title: expect.stringMatching(/^a b x{200,300}…$/),
        reviewers: [{ name: expect.stringMatching(/^y{90,100}…$/) }],
      },
    });
  });

  it('asks for as many at a time as it says', async () => {
    const { batch } = host.create(integrations, host.host);
    const words = Array.from({ length: batch }, (_, n) => `commit ${n}`);
    serve({
      pulls: [pull(1)],
      commits: words.map(word => commit(word, { pulls: [1] })),
    });
    const answers = await ask(host, ...words.map(word => asked(word)));
    expect([...answers.keys()].sort()).toEqual(words.map(sha).sort());
  });
});
