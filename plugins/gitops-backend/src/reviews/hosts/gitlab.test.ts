import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ask, asked } from './__testUtils__/asking';
import {
  fakeGitlab,
  GITLAB_PROJECT,
  renderMergeRequest,
} from './__testUtils__/fakeGitlab';
import { commit, pull, sha } from './__testUtils__/world';
import { createGitlabReviews } from './gitlab';

const server = setupServer();
const host = {
  create: createGitlabReviews,
  url: 'https://gitlab.example.com/acme/fleet.git',
};
const REQUESTS = `${GITLAB_PROJECT}/repository/commits/:sha/merge_requests`;
const NUMBERED = `${GITLAB_PROJECT}/merge_requests/:iid`;

const aboutA = async () => (await ask(host, asked('a'))).get(sha('a'));

describe('createGitlabReviews', () => {
  registerMswTestHooks(server);

  beforeEach(() => {
    const reviewers = [
      { name: 'kim', state: 'approved' as const },
      { name: 'sam', state: 'commented' as const },
      { name: 'lee', state: 'dismissed' as const },
    ];
    server.use(
      ...fakeGitlab({
        pulls: [pull(1, { reviewers }), pull(2)],
        commits: [commit('a', { pulls: [1] }), commit('b', { pulls: [1] })],
      }),
    );
  });

  it('tells what reviewers did without approving', async () => {
    expect((await aboutA())?.review).toMatchObject({
      pull: {
        approvals: 1,
        reviewers: [
          { name: 'kim', state: 'approved' },
          { name: 'sam', state: 'commented' },
          { name: 'lee', state: 'dismissed' },
        ],
      },
    });
  });

  it('turns the page', async () => {
    server.use(
      http.get(REQUESTS, ({ request }) => {
        const { searchParams } = new URL(request.url);
        if (searchParams.get('page') === '2') {
          return HttpResponse.json([renderMergeRequest(pull(2))]);
        }
        expect(searchParams.get('per_page')).toBe('100');
        const open = renderMergeRequest(pull(1, { state: 'open' }));
        const next = `<${request.url}&page=2>; rel="next"`;
        return HttpResponse.json([open], { headers: { link: next } });
      }),
    );
    expect((await aboutA())?.review).toMatchObject({ pull: { number: 2 } });
  });

  it('asks again where the right one may be among more', async () => {
    const open = renderMergeRequest(pull(1, { state: 'open' }));
    server.use(
      http.get(REQUESTS, () => HttpResponse.json(Array(100).fill(open))),
    );
    expect(await aboutA()).toBeUndefined();
  });

  it('asks again while one is being merged', async () => {
    const merging = { ...renderMergeRequest(pull(1)), state: 'locked' };
    server.use(http.get(REQUESTS, () => HttpResponse.json([merging])));
    expect(await aboutA()).toBeUndefined();
  });

  it.each([403, 404])(
    'does not say that nobody approved where it is not told: %s',
    async status => {
      server.use(
        http.get(`${NUMBERED}/approvals`, () =>
          HttpResponse.json({ message: 'x' }, { status }),
        ),
        http.get(`${NUMBERED}/reviewers`, () =>
          HttpResponse.json({ message: 'x' }, { status }),
        ),
      );
      expect((await aboutA())?.review).toMatchObject({
        pull: { number: 1, approvals: null, reviewers: [] },
      });
    },
  );

  it('asks once for the reviewers of what brought several commits', async () => {
    let times = 0;
    server.use(
      http.get(`${NUMBERED}/approvals`, () => {
        times += 1;
        return HttpResponse.json({ approved_by: [] });
      }),
    );
    expect((await ask(host, asked('a'), asked('b'))).size).toBe(2);
    expect(times).toBe(1);
  });

  it('does not say that a commit is not signed where it is not told', async () => {
    server.use(
      http.get(`${GITLAB_PROJECT}/repository/commits/:sha/signature`, () =>
        HttpResponse.json({ message: '403 Forbidden' }, { status: 403 }),
      ),
    );
    expect(await aboutA()).toMatchObject({ signature: 'unknown' });
  });

  it.each([403, 404])(
    'does not say that nothing was checked where it is not told: %s',
    async status => {
      let times = 0;
      server.use(
        http.get(`${GITLAB_PROJECT}/repository/commits/:sha/statuses`, () => {
          times += 1;
          return HttpResponse.json({ message: 'x' }, { status });
        }),
      );
      const answers = await ask(host, asked('a'), asked('b'));
      expect(answers.get(sha('a'))).toMatchObject({ checks: 'unknown' });
      expect(answers.get(sha('b'))).toMatchObject({ checks: 'unknown' });
      expect(times).toBe(1);
    },
  );

  it('finds a project in groups, below the path of the host', async () => {
    const paths: string[] = [];
    server.use(
      http.all('https://git.example.com/*', ({ request }) => {
        paths.push(new URL(request.url).pathname);
        return HttpResponse.json({ message: '404' }, { status: 404 });
      }),
    );
    const configured = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitlab: [
            {
              host: 'git.example.com',
              baseUrl: 'https://git.example.com/gitlab',
              apiBaseUrl: 'https://git.example.com/gitlab/api/v4',
            },
          ],
        },
      }),
    );
    const url = 'https://git.example.com/gitlab/acme/teams/fleet.git';
    await expect(ask({ ...host, configured, url }, asked('a'))).rejects.toThrow(
      'The Git host git.example.com does not have',
    );
    const project = '/gitlab/api/v4/projects/acme%2Fteams%2Ffleet';
    expect(paths).toEqual([
      `${project}/repository/commits/${sha('a')}`,
      project,
    ]);
  });
});
