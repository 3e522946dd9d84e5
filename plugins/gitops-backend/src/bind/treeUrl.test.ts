import fc from 'fast-check';
import { integrations } from '../__testUtils__/hosts';
import { readTreeUrl } from './treeUrl';

const read = (url: string) => readTreeUrl(url, integrations);

describe('readTreeUrl', () => {
  it.each([
    ['https://github.com/a/b', 'github.com/a/b', undefined, ''],
    ['https://github.com/a/b.git', 'github.com/a/b', undefined, ''],
    ['https://github.com/a/b/', 'github.com/a/b', undefined, ''],
    ['https://github.com/a/b/tree/main/', 'github.com/a/b', 'main', ''],
    ['https://GitHub.com/a/b/tree/main/x/y/', 'github.com/a/b', 'main', 'x/y'],
    [
      'https://github.com/a/b/blob/main/x/catalog-info.yaml',
      'github.com/a/b',
      'main',
      'x/catalog-info.yaml',
    ],
    ['https://gitlab.test/a/b/c', 'gitlab.test/a/b/c', undefined, ''],
    [
      'https://gitlab.test/a/b/c/-/tree/main/x',
      'gitlab.test/a/b/c',
      'main',
      'x',
    ],
    [
      'http://127.0.0.1:7010/a/b/src/branch/main/x/y',
      '127.0.0.1:7010/a/b',
      'main',
      'x/y',
    ],
    [
      'http://127.0.0.1:7010/a/b/src/tag/v1/x',
      '127.0.0.1:7010/a/b',
      'tag/v1',
      'x',
    ],
    ['http://127.0.0.1:7010/a/b', '127.0.0.1:7010/a/b', undefined, ''],
    ['https://bitbucket.org/a/b/src/main/x/', 'bitbucket.org/a/b', 'main', 'x'],
    [
      'https://bitbucket.test/projects/SHOP/repos/b/browse/x/y?at=refs/heads/main',
      'bitbucket.test/scm/shop/b',
      'main',
      'x/y',
    ],
    [
      'https://bitbucket.test/users/robin/repos/b/browse',
      'bitbucket.test/scm/~robin/b',
      undefined,
      '',
    ],
    [
      'https://dev.azure.com/o/p/_git/r?path=/x/y&version=GBmain',
      'dev.azure.com/o/p/_git/r',
      'main',
      'x/y',
    ],
    [
      'https://bitbucket.test/projects/SHOP/repos/b/browse/x?y=?&at=side',
      'bitbucket.test/scm/shop/b',
      'side',
      'x',
    ],
    [
      'https://dev.azure.com/o/p/_git/r?path=%2Fx%2Fy',
      'dev.azure.com/o/p/_git/r',
      undefined,
      'x/y',
    ],
    ['https://github.com/a/b/tree/main/a%20b', 'github.com/a/b', 'main', 'a b'],
  ])('reads %s', (url, repository, branch, path) => {
    expect(read(url)).toEqual({ repository, branch, path });
  });

  it.each([
    'https://git.example.com/a/b/tree/main/x',
    'http://github.com/a/b/tree/main/x',
    'git@github.com:a/b.git',
    'https://github.com/a',
    'https://github.com/a/b/commits/main/x',
    'https://github.com/a/b/tree',
    'https://github.com/a/b/tree/main/../x',
    'https://github.com/a/b/tree/main/x/%2e%2e/y',
    'https://github.com/a/b/tree/main/x%2Fy',
    'https://github.com/a/b/tree/main/x%252Fy',
    'https://github.com/a/b/tree/main/x%5Cy',
    'https://github.com/a/b/tree/main/x\\y',
    'https://github.com/a/b/tree/main/%zz',
    'https://github.com/a/b/tree/main//x',
    'https://robin:secret@github.com/a/b/tree/main/x',
    'https://gitlab.test/a/-/tree/main/x',
    'https://bitbucket.test/scm/shop/b/x',
    'https://bitbucket.test/projects/SHOP/repos/b/commits/x',
    'https://bitbucket.test/other/SHOP/repos/b/browse/projects/A/repos/c/raw/x',
    // The catalog takes these from another branch than they seem to name.
    'https://github.com/a/b/blob/main/x/y.yaml%3Fref%3Dside%26z%3D.yaml',
    'https://github.com/a/b/blob/main/x/y.yaml%23.yaml',
    'http://127.0.0.1:7010/a/b/src/branch/main/x/y.yaml?ref=side&z=',
    'http://127.0.0.1:7010/a/b/src/branch/main/x/y.yaml?',
    'http://127.0.0.1:7010/a/b/src/branch/main/x/y.yaml#',
    'https://dev.azure.com/o/p/_git/r?path=/x?/y.yaml&version=GBside',
    'https://dev.azure.com/o/p/_git/r?path=/x/../y',
    'https://dev.azure.com/o/p/_git/r?path=/x&path=/y',
    '',
  ])('does not guess at %p', url => {
    expect(read(url)).toBeUndefined();
  });

  it('gives no path that could be read another way, nor throws', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2F',
      '%25',
      '%3F',
      '%23',
      '\\',
      '',
      'x',
      '-',
      'tree',
      'a b',
      '\0',
    );
    const start = fc.constantFrom(
      'https://github.com/a/b/tree/main',
      'https://gitlab.test/a/b/-/tree/main',
      'http://127.0.0.1:7010/a/b/src/branch/main',
      'https://bitbucket.test/projects/A/repos/b/browse',
      'https://dev.azure.com/o/p/_git/r?path=',
    );
    fc.assert(
      fc.property(start, fc.array(part), (url, parts) => {
        const segments = (read([url, ...parts].join('/'))?.path ?? '').split(
          '/',
        );
        expect(segments).not.toContain('..');
        expect(segments).not.toContain('.');
        expect(segments.join('')).not.toMatch(/[%?#\\\0]/);
      }),
    );
  });
});
