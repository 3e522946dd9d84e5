import { hashOf } from './hash';

describe('hashOf', () => {
  it('does not depend on the order of keys, nor on what is undefined', () => {
    expect(hashOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(
      hashOf({ b: { c: [1, 2] }, a: 1 }),
    );
  });

  it('depends on the order of lists and on values', () => {
    expect(hashOf({ a: [1, 2] })).not.toBe(hashOf({ a: [2, 1] }));
    expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: '1' }));
  });
});
