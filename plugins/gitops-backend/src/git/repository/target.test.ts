import { parseTarget } from './target';

describe('parseTarget', () => {
  const sha = 'a'.repeat(40);
  it.each([
    ['HEAD', { refs: ['HEAD'] }],
    ['main', { refs: ['refs/heads/main', 'refs/tags/main'] }],
    ['refs/heads/env/x', { refs: ['refs/heads/env/x'] }],
    [sha, { refs: [], commit: sha }],
    [
      'abc1234',
      { refs: ['refs/heads/abc1234', 'refs/tags/abc1234'], commit: 'abc1234' },
    ],
  ])('reads %s', (target, expected) => {
    expect(parseTarget(target)).toEqual(expected);
  });

  it.each([
    '--output=x',
    '-x',
    'a..b',
    'a b',
    'a^{}',
    'a:b',
    '*',
    'a@{1}',
    'a.lock',
    '/a',
    'a//b',
    'a\nb',
    '^a',
    '.a',
  ])('finds nothing in %j', target => {
    expect(parseTarget(target)).toEqual({ refs: [] });
  });
});
