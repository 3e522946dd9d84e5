import { shorten, shortenValue, toTimestamp } from './shorten';

describe('shorten', () => {
  it('cuts what is too long, and says so', () => {
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('abcd', 3)).toBe('ab…');
  });

  it('does not cut a character in two', () => {
    expect(shorten('a😀😀', 3)).toBe('a…');
  });
});

describe('shortenValue', () => {
  it('gives one short line of text', () => {
    expect(shortenValue(2)).toBe('2');
    expect(shortenValue('web:1')).toBe('web:1');
    expect(shortenValue({ name: 'web' })).toBe('{"name":"web"}');
    expect(shortenValue(null)).toBe('null');
    expect(shortenValue(undefined)).toBeUndefined();
    expect(shortenValue('x'.repeat(201))).toHaveLength(200);
  });
});

describe('toTimestamp', () => {
  it('reads times, and nothing else', () => {
    expect(toTimestamp('2026-11-20T23:52:23Z')).toBe(
      '2026-11-20T23:52:23.000Z',
    );
    expect(toTimestamp('2026-11-20T23:52:23+01:00')).toBe(
      '2026-11-20T22:52:23.000Z',
    );
    expect(toTimestamp('soon')).toBeUndefined();
    expect(toTimestamp('')).toBeUndefined();
    expect(toTimestamp(undefined)).toBeUndefined();
  });
});
