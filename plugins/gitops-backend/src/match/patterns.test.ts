import fc from 'fast-check';
import { like, pathLike } from './patterns';

const segment = fc.stringMatching(/^[a-z0-9-]{1,6}$/);
const path = fc.array(segment, { maxLength: 5 }).map(each => each.join('/'));

describe('pathLike', () => {
  it.each([
    ['apps/web', 'apps/web', true],
    ['./apps//web/', 'apps/web', true],
    ['apps/*', 'apps/web', true],
    ['apps/*', 'apps/web/prod', false],
    ['apps/*', 'apps', false],
    ['apps/**', 'apps', true],
    ['apps/**', 'apps/web/prod', true],
    ['apps/**', 'apps2/web', false],
    ['**/prod', 'prod', true],
    ['**/prod', 'apps/web/prod', true],
    ['**/prod/**', 'apps/prod/web', true],
    ['apps/*/prod-*', 'apps/web/prod-eu', true],
    ['apps/*/prod-*', 'apps/web/preprod-eu', false],
    ['**', '', true],
    ['*', '', false],
    ['', '', true],
    ['', 'apps', false],
    ['**/**', 'a', true],
    ['a/**/b/**/c', 'a/b/x/c', true],
    ['a/**/b/**/c', 'a/x/c', false],
  ])('%p, %p: %p', (pattern, given, expected) => {
    expect(pathLike(pattern, given)).toBe(expected);
  });

  it('holds for the path itself, for any with ** and after a prefix with it', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(pathLike(a, a)).toBe(true);
        expect(pathLike('**', a)).toBe(true);
        expect(pathLike(`${a}/**`, `${a}/${b}`)).toBe(true);
        expect(pathLike(`**/${b}`, `${a}/${b}`)).toBe(true);
      }),
    );
  });

  it('has * stand for exactly one segment', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        const count = b.split('/').filter(Boolean).length;
        expect(pathLike(`${a}/*`, `${a}/${b}`)).toBe(count === 1);
      }),
    );
  });

  it('answers many stars without trying every way', () => {
    const pattern = `${'**/a/'.repeat(200)}b`;
    expect(pathLike(pattern, 'a/'.repeat(500))).toBe(false);
  });
});

describe('like', () => {
  it('is as a regular expression says', () => {
    const text = fc.stringMatching(/^[ab]{0,8}$/);
    const pattern = fc.stringMatching(/^[ab*]{0,8}$/);
    fc.assert(
      fc.property(pattern, text, (some, value) => {
        const expected = new RegExp(`^${some.replaceAll('*', '.*')}$`);
        expect(like(some, value)).toBe(expected.test(value));
      }),
    );
  });
});
