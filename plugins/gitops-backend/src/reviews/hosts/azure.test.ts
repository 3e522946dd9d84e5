import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import pullRequest from './__fixtures__/azure/pull-request.json';
import reviewer from './__fixtures__/azure/reviewer.json';
import { ask, asked, failureOf } from './__testUtils__/asking';
import { AZURE_REPOSITORY, fakeAzure } from './__testUtils__/fakeAzure';
import { commit, pull, sha } from './__testUtils__/world';
import { createAzureReviews } from './azure';
import { azureRepository } from './azureRepository';

const server = setupServer();
const host = {
  create: createAzureReviews,
  url: 'https://dev.azure.com/acme/web/_git/fleet',
};

const about = async (word: string) =>
  (await ask(host, asked(word))).get(sha(word));

describe('createAzureReviews', () => {
  registerMswTestHooks(server);

  beforeEach(() => {
    server.use(
      ...fakeAzure({
        pulls: [pull(1, { made: sha('rebased2') })],
        commits: [
          commit('rebased1', { pushedWith: sha('rebased2') }),
          commit('rebased2'),
          commit('plain1', { pushedWith: sha('plain2') }),
          commit('plain2'),
        ],
      }),
    );
  });

  it('knows all commits that a rebase made, by their push', async () => {
    const words = ['rebased1', 'rebased2', 'plain1', 'plain2'];
    const answers = await ask(host, ...words.map(word => asked(word)));
    expect(words.map(word => answers.get(sha(word))?.review)).toMatchObject([
      { pull: { number: 1 } },
      { pull: { number: 1 } },
      { state: 'none' },
      { state: 'none' },
    ]);
  });

  it.each([{}, { push: { pushId: 404 } }])(
    'does not say that there is none where no push is told: %j',
    async push => {
      server.use(
        http.get(`${AZURE_REPOSITORY}/commits/:sha`, () =>
          HttpResponse.json({ commitId: sha('plain1'), ...push }),
        ),
        http.get(`${AZURE_REPOSITORY}/pushes/404`, () =>
          HttpResponse.json({}, { status: 404 }),
        ),
      );
      expect((await about('plain1'))?.review).toEqual({
        state: 'unknown',
        reason: 'Azure DevOps does not tell with which push this commit came',
      });
    },
  );

  it('reads votes, and counts those of people alone', async () => {
    const votes = [10, 5, 0, -5, -10].map(vote => ({
      ...reviewer,
      displayName: `vote ${vote}`,
      vote,
    }));
    const group = { ...reviewer, vote: 10, isContainer: true };
    server.use(
      http.get(`${AZURE_REPOSITORY}/pullrequests/1`, () =>
        HttpResponse.json({
          ...pullRequest,
          pullRequestId: 1,
          reviewers: [...votes, group],
        }),
      ),
    );
    expect((await about('rebased2'))?.review).toMatchObject({
      pull: {
        approvals: 2,
        reviewers: [
          { name: 'vote 10', state: 'approved' },
          { name: 'vote 5', state: 'approved' },
          { name: 'vote 0', state: 'requested' },
          { name: 'vote -5', state: 'changesRequested' },
          { name: 'vote -10', state: 'changesRequested' },
        ],
      },
    });
  });

  it('does not say that nobody approved where it is not told', async () => {
    server.use(
      http.get(`${AZURE_REPOSITORY}/pullrequests/1`, () =>
        HttpResponse.json({ ...pullRequest, pullRequestId: 1 }),
      ),
    );
    expect((await about('rebased2'))?.review).toMatchObject({
      pull: { approvals: null, reviewers: [] },
    });
  });

  it('takes a page to sign in for a refusal', async () => {
    server.use(
      http.all('https://dev.azure.com/*', () =>
        HttpResponse.html('<html>Sign in</html>', { status: 203 }),
      ),
    );
    const { kind, message } = await failureOf(ask(host, asked('a')));
    expect(kind).toBe('refused');
    expect(message).toContain('integrations.azure');
  });

  it('says that an address is not that of a repository', async () => {
    const url = 'https://dev.azure.com/acme/web/fleet';
    const { kind } = await failureOf(ask({ ...host, url }, asked('a')));
    expect(kind).toBe('notFound');
  });
});

describe('azureRepository', () => {
  it.each([
    ['dev.azure.com/acme/web/_git/fleet', 'dev.azure.com/acme/web', 'fleet'],
    ['dev.azure.com/acme/_git/fleet', 'dev.azure.com/acme/fleet', 'fleet'],
    [
      'dev.azure.com/acme/web%20shop/_git/the%20fleet',
      'dev.azure.com/acme/web%20shop',
      'the%20fleet',
    ],
    [
      'acme.visualstudio.com/web/_git/fleet',
      'acme.visualstudio.com/web',
      'fleet',
    ],
    [
      'acme.visualstudio.com/DefaultCollection/_git/fleet',
      'acme.visualstudio.com/DefaultCollection/fleet',
      'fleet',
    ],
    [
      'acme.visualstudio.com/_git/fleet',
      'acme.visualstudio.com/fleet',
      'fleet',
    ],
    [
      'azure.example.com/tfs/acme/web/_git/fleet',
      'azure.example.com/tfs/acme/web',
      'fleet',
    ],
    [
      'azure.example.com/tfs/acme/_git/fleet',
      'azure.example.com/tfs/acme/fleet',
      'fleet',
    ],
  ])('finds %s', (url, project, name) => {
    const repository = { url: `https://${url}`, host: url.split('/')[0] };
    expect(azureRepository(repository)).toEqual({
      webUrl: `https://${project}/_git/${name}`,
      apiUrl: `https://${project}/_apis/git/repositories/${name}`,
    });
  });
});
