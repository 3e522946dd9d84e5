import fc from 'fast-check';
import { PUSH_TOPICS, pushedUrls } from './pushedUrls';

describe('pushedUrls', () => {
  it.each([
    [
      'github.push',
      {
        ref: 'refs/heads/main',
        repository: {
          full_name: 'shop/deploy',
          html_url: 'https://github.com/shop/deploy',
          clone_url: 'https://github.com/shop/deploy.git',
          ssh_url: 'git@github.com:shop/deploy.git',
          url: 'https://elsewhere.example.com/',
        },
      },
      [
        'https://github.com/shop/deploy',
        'https://github.com/shop/deploy.git',
        'git@github.com:shop/deploy.git',
      ],
    ],
    [
      'gitea.push',
      {
        repository: {
          html_url: 'https://git.example.com/shop/deploy',
          clone_url: 'https://git.example.com/shop/deploy.git',
          ssh_url: '',
        },
      },
      [
        'https://git.example.com/shop/deploy',
        'https://git.example.com/shop/deploy.git',
        '',
      ],
    ],
    [
      'gitlab.push',
      {
        event_name: 'push',
        project: {
          web_url: 'https://gitlab.example.com/shop/team/deploy',
          git_http_url: 'https://gitlab.example.com/shop/team/deploy.git',
          git_ssh_url: 'git@gitlab.example.com:shop/team/deploy.git',
        },
      },
      [
        'https://gitlab.example.com/shop/team/deploy',
        'https://gitlab.example.com/shop/team/deploy.git',
        'git@gitlab.example.com:shop/team/deploy.git',
      ],
    ],
    [
      'bitbucketCloud.repo:push',
      {
        repository: {
          full_name: 'shop/deploy',
          links: { html: { href: 'https://bitbucket.org/shop/deploy' } },
        },
      },
      [
        'https://bitbucket.org/shop/deploy',
        'git@bitbucket.org:shop/deploy.git',
      ],
    ],
    [
      'bitbucketServer.repo:refs_changed',
      {
        repository: {
          links: {
            clone: [
              {
                href: 'ssh://git@bitbucket.example.com:7999/shop/deploy.git',
                name: 'ssh',
              },
              {
                href: 'https://bitbucket.example.com/scm/shop/deploy.git',
                name: 'http',
              },
            ],
          },
        },
      },
      [
        'ssh://git@bitbucket.example.com:7999/shop/deploy.git',
        'https://bitbucket.example.com/scm/shop/deploy.git',
      ],
    ],
    [
      'azureDevOps.git.push',
      {
        eventType: 'git.push',
        resource: {
          repository: {
            remoteUrl: 'https://shop@dev.azure.com/shop/web/_git/deploy',
          },
        },
      },
      ['https://shop@dev.azure.com/shop/web/_git/deploy'],
    ],
  ])('names the repository of %s', (topic, payload, expected) => {
    expect(pushedUrls(topic, payload)).toEqual(expected);
  });

  it.each([
    ['github.push', undefined],
    ['github.push', 'text'],
    ['github.push', { repository: { clone_url: 7 } }],
    ['github.push', { repository: { clone_url: 'x'.repeat(2_001) } }],
    ['bitbucketServer.repo:refs_changed', { repository: { slug: 'deploy' } }],
    [
      'bitbucketServer.repo:refs_changed',
      { repository: { links: { clone: Array(11).fill({ href: 'x' }) } } },
    ],
    ['github.ping', { repository: {} }],
    ['toString', {}],
  ])('understands nothing else: %s %#', (topic, payload) => {
    expect(pushedUrls(topic, payload)).toBeUndefined();
  });

  it('gives few, short texts, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PUSH_TOPICS),
        fc.anything(),
        (topic, payload) => {
          const urls = pushedUrls(topic, payload) ?? [];
          expect(urls.length).toBeLessThanOrEqual(10);
          expect(urls.every(url => url.length <= 2_000)).toBe(true);
        },
      ),
    );
  });
});
