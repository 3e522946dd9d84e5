import { ConfigReader } from '@backstage/config';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import pullCreate from '../__fixtures__/gitea/pull-create.json';
import pullCreateAgain from '../__fixtures__/gitea/pull-create-again.json';
import pullsClosed from '../__fixtures__/gitea/pulls-closed.json';
import badCredentials from '../__fixtures__/gitea/bad-credentials.json';
import { openGitHost } from './openGitHost';

const server = setupServer();

const TOKEN = 'canary-token';
const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [
        { host: 'gitea.example.com', username: 'robin', password: TOKEN },
        { host: 'gitea-token.example.com', password: TOKEN },
        { host: 'gitea-open.example.com' },
      ],
      github: [
        {
          host: 'github.example.com',
          apiBaseUrl: 'https://api.github.example.com',
          token: TOKEN,
        },
      ],
      gitlab: [
        {
          host: 'gitlab.example.com',
          apiBaseUrl: 'https://gitlab.example.com/api/v4',
          token: TOKEN,
        },
      ],
      bitbucketServer: [
        { host: 'bitbucket.example.com', apiBaseUrl: 'https://b.example.com' },
      ],
    },
  }),
);

const open = (host: string, owner = 'acme') =>
  openGitHost(`${host}?owner=${owner}&repo=fleet`, integrations);

const request = {
  title: 'Add web',
  description: 'Why',
  head: 'a/b',
  base: 'main',
};

describe('openGitHost', () => {
  registerMswTestHooks(server);

  it.each([
    ['bitbucket.example.com?project=a&repo=b', /integration|not known|owner/],
    ['gitea.example.com?repo=b', /names no owner/],
    ['other.example.com?owner=a&repo=b', /integration/],
    ['gitea.example.com?owner=..&repo=user', /cannot be a repository/],
    ['gitea.example.com?owner=a&repo=..', /cannot be a repository/],
    ['gitea.example.com?owner=a&repo=b/c', /cannot be a repository/],
    ['gitea.example.com?owner=a/b/../c&repo=d', /cannot be a repository/],
    ['github.example.com?owner=a%3Fb&repo=c', /cannot be a repository/],
    ['gitlab.example.com?owner=a%00&repo=c', /cannot be a repository/],
  ])('refuses %s', (repoUrl, words) => {
    expect(() => openGitHost(repoUrl, integrations)).toThrow(words);
  });

  describe('Gitea', () => {
    const api = 'https://gitea.example.com/api/v1/repos/acme/fleet';

    it('reads what Gitea answered', async () => {
      const bodies: unknown[] = [];
      server.use(
        http.post(`${api}/pulls`, async ({ request: asked }) => {
          bodies.push(await asked.json(), asked.headers.get('authorization'));
          const { body, status } = pullCreate.response;
          return HttpResponse.json(body, { status });
        }),
        http.get(`${api}/pulls`, ({ request: asked }) => {
          const { searchParams } = new URL(asked.url);
          const isAsked =
            searchParams.get('state') === 'closed' &&
            searchParams.get('page') === '1';
          return HttpResponse.json(isAsked ? pullsClosed.response.body : []);
        }),
      );
      const host = open('gitea.example.com');
      expect(host.cloneUrl).toBe('https://gitea.example.com/acme/fleet.git');
      expect(await host.createPullRequest(request)).toEqual({
        number: 1,
        url: 'http://127.0.0.1:13000/acme/fleet/pulls/1',
      });
      expect(bodies).toEqual([
        { title: 'Add web', body: 'Why', head: 'a/b', base: 'main' },
        expect.stringMatching(/^basic /),
      ]);
      const find = (head: string, state: 'open' | 'merged') =>
        host.findPullRequest({ head, base: 'main', state });
      expect(await find('change-1', 'merged')).toMatchObject({ number: 1 });
      expect(await find('change-1', 'open')).toBeUndefined();
      expect(await find('other', 'merged')).toBeUndefined();
    });

    it('does not take a pull request from a fork', async () => {
      const [pull] = pullsClosed.response.body;
      const fork = { ...pull, head: { ...pull.head, repo_id: 99 } };
      server.use(
        http.get(`${api}/pulls`, ({ request: asked }) =>
          HttpResponse.json(
            new URL(asked.url).searchParams.get('page') === '1' ? [fork] : [],
          ),
        ),
      );
      expect(
        await open('gitea.example.com').findPullRequest({
          head: 'change-1',
          base: 'main',
          state: 'merged',
        }),
      ).toBeUndefined();
    });

    it.each([
      [pullCreateAgain.response, 'answered 409 to POST /pulls: pull request'],
      [badCredentials.response, 'answered 401 to POST /pulls: token is'],
      [{ status: 502, body: 'x' }, 'answered 502'],
      [{ status: 200, body: '<html>' }, 'with something else'],
    ])('passes on what Gitea complains about: %#', async (answer, words) => {
      server.use(
        http.post(`${api}/pulls`, () =>
          HttpResponse.json(answer.body, { status: answer.status }),
        ),
      );
      const failure = await open('gitea.example.com')
        .createPullRequest(request)
        .catch(String);
      expect(failure).toContain(words);
      expect(failure).not.toContain(TOKEN);
    });

    it('follows nowhere else', async () => {
      server.use(
        http.get(`${api}/branches/a/b`, () =>
          HttpResponse.redirect('https://other.example.com/', 302),
        ),
      );
      await expect(open('gitea.example.com').hasBranch('a/b')).rejects.toThrow(
        'answered 302 to GET /branches/a/b',
      );
    });

    it('takes no link that does more than lead somewhere', async () => {
      const { body } = pullCreate.response;
      server.use(
        http.post(`${api}/pulls`, () =>
          HttpResponse.json({ ...body, html_url: 'data:text/html,x' }),
        ),
      );
      await expect(
        open('gitea.example.com').createPullRequest(request),
      ).rejects.toThrow(
        'The Git host gitea.example.com answered POST /pulls with something else',
      );
    });

    it('says that it does not answer', async () => {
      server.use(http.get(`${api}/branches/a/b`, () => HttpResponse.error()));
      await expect(open('gitea.example.com').hasBranch('a/b')).rejects.toThrow(
        'The Git host gitea.example.com does not answer',
      );
    });

    it('takes a token alone, and says where there is none', async () => {
      expect(await open('gitea-token.example.com').credentials()).toEqual({
        username: TOKEN,
        password: 'x-oauth-basic',
      });
      await expect(
        open('gitea-open.example.com').credentials(),
      ).rejects.toThrow('no credentials for gitea-open.example.com');
    });
  });

  it('opens and finds pull requests on GitHub', async () => {
    const api = 'https://api.github.example.com/repos/acme/fleet';
    const pull = { number: 7, html_url: 'https://github.example.com/7' };
    const asked: Array<[string, string | null]> = [];
    server.use(
      http.get(`${api}/branches/:branch`, ({ params }) =>
        params.branch === 'a/b'
          ? HttpResponse.json({ name: 'a/b' })
          : HttpResponse.json({ message: 'Not Found' }, { status: 404 }),
      ),
      http.get(`${api}/pulls`, ({ request: { url, headers } }) => {
        const { search } = new URL(url);
        asked.push([search, headers.get('authorization')]);
        return HttpResponse.json([
          { ...pull, number: 6, merged_at: null },
          { ...pull, merged_at: '2026-11-01T00:00:00Z' },
        ]);
      }),
      http.post(`${api}/pulls`, async ({ request: { body } }) =>
        HttpResponse.json(body ? pull : {}, { status: 201 }),
      ),
    );
    const host = open('github.example.com');
    expect(host.cloneUrl).toBe('https://github.example.com/acme/fleet.git');
    expect(await host.credentials()).toEqual({
      username: 'x-access-token',
      password: TOKEN,
    });
    expect(await host.hasBranch('a/b')).toBe(true);
    expect(await host.hasBranch('c')).toBe(false);
    const found = { number: 7, url: 'https://github.example.com/7' };
    const find = (state: 'open' | 'merged') =>
      host.findPullRequest({ head: 'a/b', base: 'main', state });
    expect(await find('merged')).toEqual(found);
    expect(await find('open')).toMatchObject({ number: 6 });
    expect(asked).toEqual([
      ['?head=acme%3Aa%2Fb&base=main&state=closed', `token ${TOKEN}`],
      ['?head=acme%3Aa%2Fb&base=main&state=open', `token ${TOKEN}`],
    ]);
    expect(await host.createPullRequest(request)).toEqual(found);
  });

  it('opens and finds merge requests on GitLab', async () => {
    const api =
      'https://gitlab.example.com/api/v4/projects/acme%2Fteams%2Ffleet';
    const merge = {
      iid: 7,
      web_url: 'https://gitlab.example.com/7',
      source_project_id: 1,
      target_project_id: 1,
    };
    const bodies: unknown[] = [];
    server.use(
      http.get(`${api}/repository/branches/:branch`, ({ params }) =>
        params.branch === 'a/b'
          ? HttpResponse.json({ name: 'a/b' })
          : HttpResponse.json({ message: '404 Not found' }, { status: 404 }),
      ),
      http.get(`${api}/merge_requests`, ({ request: { url } }) => {
        const { searchParams } = new URL(url);
        const isMerged = searchParams.get('state') === 'merged';
        return HttpResponse.json(
          isMerged ? [{ ...merge, source_project_id: 2 }, merge] : [],
        );
      }),
      http.post(`${api}/merge_requests`, async ({ request: asked }) => {
        bodies.push(await asked.json());
        return HttpResponse.json(merge, { status: 201 });
      }),
    );
    const host = open('gitlab.example.com', 'acme/teams');
    expect(host.cloneUrl).toBe(
      'https://gitlab.example.com/acme/teams/fleet.git',
    );
    expect(await host.credentials()).toEqual({
      username: 'oauth2',
      password: TOKEN,
    });
    expect(await host.hasBranch('a/b')).toBe(true);
    expect(await host.hasBranch('c')).toBe(false);
    const found = { number: 7, url: 'https://gitlab.example.com/7' };
    const find = (state: 'open' | 'merged') =>
      host.findPullRequest({ head: 'a/b', base: 'main', state });
    expect(await find('merged')).toEqual(found);
    expect(await find('open')).toBeUndefined();
    expect(await host.createPullRequest(request)).toEqual(found);
    expect(bodies).toMatchObject([
      { title: 'Add web', source_branch: 'a/b', target_branch: 'main' },
    ]);
  });
});
