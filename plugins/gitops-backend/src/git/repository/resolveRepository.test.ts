import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { commitUrl } from './commitUrl';
import { createRemotes } from './createRemote';
import { resolveRepository } from './resolveRepository';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [{ host: 'github.com', token: 'github-secret' }],
      gitlab: [
        {
          host: 'gitlab.test',
          token: 'gitlab-secret',
          apiBaseUrl: 'https://gitlab.test/api/v4',
        },
      ],
      gitea: [
        {
          host: '127.0.0.1:7010',
          baseUrl: 'http://127.0.0.1:7010',
          username: 'robin',
          password: 'gitea-secret',
        },
      ],
      bitbucketServer: [
        {
          host: 'bitbucket.test',
          apiBaseUrl: 'https://bitbucket.test/rest/api/1.0',
          token: 'bitbucket-secret',
        },
      ],
    },
  }),
);

describe('resolveRepository', () => {
  it('takes every way to write a repository for the same one', () => {
    const resolved = [
      'https://github.com/a/b',
      'https://github.com/a/b.git',
      'git@github.com:a/b.git',
      'ssh://git@github.com/a/b',
    ].map(url => resolveRepository(url, integrations));
    for (const repository of resolved) {
      expect(repository).toEqual({
        key: 'github.com/a/b',
        url: 'https://github.com/a/b.git',
      });
    }
  });

  it('leaves hosts without an integration as they are written', () => {
    expect(resolveRepository('git@git.example.com:a/b', integrations).url).toBe(
      'ssh://git@git.example.com/a/b',
    );
    expect(
      resolveRepository('https://git.example.com/a/b', integrations).url,
    ).toBe('https://git.example.com/a/b');
  });

  it('uses http only where the integration does', () => {
    expect(
      resolveRepository('http://127.0.0.1:7010/a/b', integrations).url,
    ).toBe('http://127.0.0.1:7010/a/b.git');
    expect(() =>
      resolveRepository('http://github.com/a/b', integrations),
    ).toThrow('http is used only for hosts');
  });
});

describe('createRemotes', () => {
  const remote = createRemotes(integrations, 1000);
  const header = (user: string, password: string) =>
    `Authorization: Basic ${Buffer.from(`${user}:${password}`).toString(
      'base64',
    )}`;

  it.each([
    [
      'https://github.com/a/b.git',
      'https://github.com/',
      header('x-access-token', 'github-secret'),
    ],
    [
      'https://gitlab.test/a/b.git',
      'https://gitlab.test/',
      header('oauth2', 'gitlab-secret'),
    ],
    [
      'http://127.0.0.1:7010/a/b.git',
      'http://127.0.0.1:7010/',
      header('robin', 'gitea-secret'),
    ],
    [
      'https://bitbucket.test/scm/a/b',
      'https://bitbucket.test/',
      'Authorization: Bearer bitbucket-secret',
    ],
  ])('binds the credentials for %s to its host', async (url, scope, value) => {
    const { config, secrets } = await remote(url);
    expect(config).toEqual([[`http.${scope}.extraHeader`, value]]);
    expect(
      secrets.some(secret => secret !== '' && value.includes(secret)),
    ).toBe(true);
  });

  it('allows http for nobody else, and sends nothing to hosts it does not know', async () => {
    expect((await remote('http://127.0.0.1:7010/a/b.git')).protocols).toBe(
      'https:ssh:http',
    );
    expect(await remote('https://git.example.com/a/b')).toMatchObject({
      protocols: 'https:ssh',
      config: [],
    });
  });
});

describe('commitUrl', () => {
  it.each([
    ['https://github.com/a/b.git', 'https://github.com/a/b/commit/abc'],
    ['https://gitlab.test/a/b.git', 'https://gitlab.test/a/b/-/commit/abc'],
    ['http://127.0.0.1:7010/a/b.git', 'http://127.0.0.1:7010/a/b/commit/abc'],
    [
      'https://bitbucket.test/scm/a/b.git',
      'https://bitbucket.test/projects/a/repos/b/commits/abc',
    ],
    ['https://git.example.com/a/b', null],
    ['ssh://git@git.example.com/a/b', null],
    ['refused', null],
  ])('leads from %s to %s', (url, expected) => {
    expect(commitUrl(url, 'abc', integrations)).toBe(expected);
  });
});
