import { BoundedMap } from './BoundedMap';

describe('BoundedMap', () => {
  it('forgets the oldest by what all are worth together', () => {
    const kept = new BoundedMap<string>(5, value => value.length);
    kept.set('a', 'xx');
    kept.set('b', 'xx');
    kept.set('a', 'xx');
    expect([kept.get('a'), kept.get('b')]).toEqual(['xx', 'xx']);
    kept.set('c', 'xxx');
    expect([kept.get('a'), kept.get('b')]).toEqual([undefined, 'xx']);
    expect(kept.get('c')).toBe('xxx');
    kept.set('d', 'x'.repeat(6));
    expect(['b', 'c', 'd'].map(key => kept.get(key))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    kept.set('e', 'xxxxx');
    expect(kept.get('e')).toBe('xxxxx');
  });
});
