import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import fc from 'fast-check';
import { createGitAllowance } from './gitAllowance';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [{ host: 'git.test:7010', baseUrl: 'http://git.test:7010' }],
      bitbucketServer: [
        {
          host: 'bitbucket.test',
          apiBaseUrl: 'https://bitbucket.test/rest/api/1.0',
        },
      ],
      awsS3: [{}],
    },
  }),
);
const isAllowed = (url: string, patterns?: string[]) =>
  createGitAllowance(integrations, patterns)(url) === undefined;

describe('createGitAllowance', () => {
  it.each([
    ['https://github.com/a/b.git', true],
    ['https://gitlab.com/a/b/c.git', true],
    ['https://bitbucket.org/a/b', true],
    ['ssh://git@altssh.bitbucket.org:443/a/b', true],
    ['https://dev.azure.com/org/p/_git/r', true],
    ['ssh://git@ssh.dev.azure.com/v3/org/p/r', true],
    ['https://org.visualstudio.com/p/_git/r', true],
    ['http://git.test:7010/a/b.git', true],
    ['https://git.test/a/b.git', false],
    ['https://git.test:7011/a/b.git', false],
    ['ssh://git@git.test:22/a/b.git', true],
    ['https://bitbucket.test/scm/a/b', true],
    ['https://bitbucket.test:8443/scm/a/b', false],
    ['ssh://git@bitbucket.test:7999/a/b.git', true],
    ['https://amazonaws.com/a/b', false],
    ['https://github.com.evil.test/a/b.git', false],
    ['https://evil.test/github.com/a/b.git', false],
    ['https://visualstudio.com/a/b', false],
    ['https://169.254.169.254/a/b', false],
    ['ssh://git@127.0.0.1/a/b', false],
  ])('by default, of hosts in integrations: %s: %p', (url, expected) => {
    expect(isAllowed(url)).toBe(expected);
  });

  it.each([
    ['git.example.com', 'https://git.example.com/shop/deploy.git', true],
    ['GIT.example.com', 'https://git.example.com/shop/deploy.git', true],
    ['git.example.com', 'ssh://git@git.example.com/shop/deploy.git', true],
    ['git.example.com', 'https://git.example.com:8443/shop/deploy.git', false],
    ['git.example.com:*', 'https://git.example.com:8443/shop/a.git', true],
    ['*.example.com', 'https://git.example.com/shop/deploy.git', true],
    ['*.example.com', 'https://example.com/shop/deploy.git', false],
    ['*.example.com', 'https://evil.test/git.example.com/a.git', false],
    ['git.example.com/shop/*', 'https://git.example.com/shop/a.git', true],
    ['git.example.com/shop/*', 'https://git.example.com/shop2/a.git', false],
    ['git.example.com/shop/*', 'https://git.example.com/shop/x/a', false],
    ['git.example.com/shop/**', 'https://git.example.com/shop/x/a', true],
    ['git.example.com/shop/a', 'https://git.example.com/shop/a.git', true],
    ['git.example.com/shop/a', 'https://git.example.com/shop/a/b', false],
    ['git.example.com', 'https://github.com/a/b.git', false],
  ])('with %s: %s: %p', (pattern, url, expected) => {
    expect(isAllowed(url, [pattern])).toBe(expected);
  });

  it('allows nothing where the list is empty', () => {
    expect(isAllowed('https://github.com/a/b.git', [])).toBe(false);
  });

  it('says what to do', () => {
    const url = 'https://git.example.com/shop/deploy.git';
    expect(createGitAllowance(integrations)(url)).toBe(
      'git.example.com/shop/deploy may not be fetched: add its host to integrations, or what may be fetched to gitops.git.allow',
    );
    expect(createGitAllowance(integrations, ['github.com'])(url)).toBe(
      'git.example.com/shop/deploy may not be fetched: add it to gitops.git.allow',
    );
  });

  it.each([
    '',
    '/',
    'https://git.example.com',
    'git@git.example.com:a/b',
    'git.example.com/',
    'git.example.com//a',
    'git.example.com/../a',
    'git.example.com/a b',
    'git.example.com/a?b',
  ])('does not take %j for a pattern', pattern => {
    expect(() => createGitAllowance(integrations, [pattern])).toThrow(
      `gitops.git.allow has ${JSON.stringify(pattern)}, but must have hosts`,
    );
  });

  it('allows no host that is not named, however its repositories are called', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const path = fc.array(
      fc.oneof(name, fc.constantFrom('github.com', 'shop', 'git.example.com')),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(name, path, (host, segments) => {
        const url = `https://${host}.evil.test/${segments.join('/')}`;
        expect(isAllowed(url)).toBe(false);
        expect(isAllowed(url, ['git.example.com', '*.example.com/**'])).toBe(
          false,
        );
      }),
    );
  });
});
