import { matchesSelector } from './selector';

describe('matchesSelector', () => {
  const labels = { env: 'production', 'example.com/team': 'payments' };

  it.each([
    ['', true],
    ['env=production', true],
    ['env==production,example.com/team=payments', true],
    ['env=staging', false],
    ['env!=staging', true],
    ['absent!=x', true],
    ['env in (staging, production)', true],
    ['env notin (staging,production)', false],
    ['absent notin (x)', true],
    ['absent in (x)', false],
    ['env', true],
    ['!env', false],
    ['!absent', true],
  ])('%s: %s', (selector, expected) => {
    expect(matchesSelector(labels, selector)).toBe(expected);
  });

  it('throws on what is no selector', () => {
    expect(() => matchesSelector(labels, 'env=(')).toThrow('unable to parse');
  });
});
