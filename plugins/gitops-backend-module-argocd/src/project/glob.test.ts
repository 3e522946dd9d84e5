import fc from 'fast-check';
import { globLike } from './glob';

describe('globLike', () => {
  it.each([
    ['*', ''],
    ['*', 'https://cluster.example.com'],
    ['**', 'a'],
    ['shop-*', 'shop-web'],
    ['*-production', 'shop-web-production'],
    ['https://*.example.com', 'https://eu/1.example.com'],
    ['shop-?', 'shop-1'],
    ['[a-c]1', 'b1'],
    ['[!a-c]1', 'd1'],
    ['[abx]', 'x'],
    ['{shop,bank}-*', 'bank-web'],
    ['{shop-{web,api},bank}', 'shop-api'],
    ['{a,}b', 'b'],
    ['\\*', '*'],
    ['a,b}', 'a,b}'],
  ])('%p is like %p', (pattern, text) => {
    expect(globLike(pattern, text)).toBe(true);
  });

  it.each([
    ['shop', 'shop-web'],
    ['shop-*', 'my-shop-web'],
    ['shop-?', 'shop-'],
    ['[!a]1', 'a1'],
    ['[a-c]1', 'd1'],
    ['{shop,bank}', 'shopbank'],
    ['\\*', 'a'],
    // What is no pattern is like nothing.
    ['[a', '[a'],
    ['{a', '{a'],
    ['[]', ''],
    ['a\\', 'a\\'],
  ])('%p is not like %p', (pattern, text) => {
    expect(globLike(pattern, text)).toBe(false);
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '/') });

  it('takes every character but its own for itself', () => {
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        expect(globLike(pattern, text)).toBe(pattern === text);
      }),
    );
  });

  it('lets a star stand for whatever is between', () => {
    fc.assert(
      fc.property(word, word, word, (start, middle, end) => {
        expect(globLike(`${start}*${end}`, start + middle + end)).toBe(true);
        expect(globLike(`{x,${start}*}`, start + middle)).toBe(true);
      }),
    );
  });

  it.each(['{'.repeat(3_000), 'a'.repeat(501)])(
    'takes what is far too long for no pattern',
    pattern => {
      expect(globLike(pattern, pattern)).toBe(false);
    },
  );

  it('is not slow, whatever the pattern', () => {
    const pattern = `${'{a*,*a}'.repeat(30)}b`;
    expect(globLike(pattern, 'a'.repeat(250))).toBe(false);
  });
});
