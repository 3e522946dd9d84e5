import fc from 'fast-check';
import { parseRepositoryUrl } from './parseRepositoryUrl';

const parse = (url: string) =>
  parseRepositoryUrl(url, host => host === 'git.test:7010');

describe('parseRepositoryUrl', () => {
  it.each([
    [
      'https://github.com/a/b.git',
      { scheme: 'https', host: 'github.com', path: 'a/b.git' },
    ],
    [
      'https://GitHub.com/a/b/',
      { scheme: 'https', host: 'github.com', path: 'a/b' },
    ],
    [
      'https://org@dev.azure.com/org/p/_git/r',
      { scheme: 'https', host: 'dev.azure.com', path: 'org/p/_git/r' },
    ],
    [
      'ssh://git@host.test:2222/a/b',
      { scheme: 'ssh', user: 'git', host: 'host.test:2222', path: 'a/b' },
    ],
    [
      'git@host.test:a/b.git',
      { scheme: 'ssh', user: 'git', host: 'host.test', path: 'a/b.git' },
    ],
    [
      'http://git.test:7010/a/b',
      { scheme: 'http', host: 'git.test:7010', path: 'a/b' },
    ],
  ])('reads %s', (url, expected) => {
    expect(parse(url)).toEqual(expected);
  });

  it.each([
    '',
    '-oProxyCommand=x',
    '--upload-pack=x',
    'ext::sh -c x',
    'ext::sh',
    'fd::17',
    'file:///etc',
    '/etc/passwd',
    '../x',
    'git://host.test/a',
    'ssh://-oProxyCommand=x/a',
    'ssh://-o@host.test/a',
    '-o@host.test:a',
    'git@-host.test:a',
    'git@host.test:-a',
    'https://user:password@host.test/a',
    'https://token@host.test/a',
    'https://host.test/',
    'https://host.test/a/../b',
    'https://host.test/a/..%2Fb',
    'https://host.test/a/%2e%2e/b',
    'https://host.test/a?x=1',
    'https://host.test/a#x',
    'https://host.test/a b',
    'https://host.test/a\nb',
    'https://host.test\\@evil.test/a',
    'http://host.test/a',
    'data:text/html,x',
    'mailto:x',
  ])('refuses %j', url => {
    expect(() => parse(url)).toThrow(/^The repository URL is refused: /);
  });

  it('gives nothing that could be an option or leave its place, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'https://',
        'ssh://',
        'git@',
        ':',
        '/',
        '-',
        '..',
        '@',
        '%2f',
        '::',
        '.git',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        let parsed;
        try {
          parsed = parse(pieces.join(''));
        } catch {
          return;
        }
        expect(parsed.host).toMatch(/^[a-z0-9[]/);
        expect(parsed.path).not.toMatch(/^-|(^|\/)\.\.?(\/|$)|%2f|\s|\\/i);
        expect(parsed.user ?? 'x').not.toMatch(/^-|:/);
      }),
    );
  });
});
