import fc from 'fast-check';
import { globRoot, isGlob, matchesGlob } from './glob';

describe('matchesGlob', () => {
  it.each([
    ['values/*.yaml', 'values/a.yaml', true],
    ['values/*.yaml', 'values/deep/a.yaml', false],
    ['values/**/*.yaml', 'values/a.yaml', true],
    ['values/**/*.yaml', 'values/a/b/c.yaml', true],
    ['values/**', 'values/a/b', true],
    ['**/a.yaml', 'a.yaml', true],
    ['v?/a', 'v1/a', true],
    ['v?/a', 'v10/a', false],
    ['v?a', 'v/a', false],
    ['[ab]-[0-9].yaml', 'b-7.yaml', true],
    ['[!ab].yaml', 'a.yaml', false],
    ['[^ab].yaml', 'c.yaml', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a.yaml', 'abyaml', false],
    ['[', '[', true],
    ['', 'a', false],
  ])('%s, %s: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  const name = fc.stringMatching(/^[a-c.é]{1,5}$/u);
  const path = fc.array(name, { minLength: 1, maxLength: 5 });

  it('finds a path whatever part of its names is left open', () => {
    fc.assert(
      fc.property(path, fc.nat(4), fc.nat(5), fc.nat(5), (parts, at, a, b) => {
        const index = at % parts.length;
        const characters = [...parts[index]];
        const [from, to] = [a, b]
          .map(each => Math.min(each, characters.length))
          .sort();
        const open = [...characters];
        open.splice(from, to - from, '*');
        const whole = parts.join('/');
        const withStar = parts.with(index, open.join('')).join('/');
        const withStars = [
          ...parts.slice(0, index),
          '**',
          ...parts.slice(index + 1),
        ];
        expect(matchesGlob(withStar, whole)).toBe(true);
        expect(matchesGlob(withStars.join('/'), whole)).toBe(true);
        expect(isGlob(withStar)).toBe(true);
        expect(`${whole}/`.startsWith(globRoot(withStar))).toBe(true);
      }),
    );
  });

  it('ends, whatever the pattern', () => {
    const pattern = `${'*a'.repeat(400)}b`;
    expect(matchesGlob(pattern, 'a'.repeat(4000))).toBe(false);
    expect(matchesGlob('**/'.repeat(300), 'a/'.repeat(2000))).toBe(true);
    expect(matchesGlob('*'.repeat(1001), 'a')).toBe(false);
  });
});
