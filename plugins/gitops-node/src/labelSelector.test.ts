import { matchesLabels, parseLabelSelector } from './labelSelector';

describe('parseLabelSelector', () => {
  it.each([
    ['a=b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a==b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a = b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a!=b', [{ key: 'a', operator: 'NotIn', values: ['b'] }]],
    ['a=', [{ key: 'a', operator: 'In', values: [''] }]],
    [
      'app.kubernetes.io/name in (x, y)',
      [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['x', 'y'] }],
    ],
    ['a notin (x)', [{ key: 'a', operator: 'NotIn', values: ['x'] }]],
    ['a', [{ key: 'a', operator: 'Exists', values: [] }]],
    ['!a', [{ key: 'a', operator: 'DoesNotExist', values: [] }]],
    [
      'a=b, c in (d,e), !f',
      [
        { key: 'a', operator: 'In', values: ['b'] },
        { key: 'c', operator: 'In', values: ['d', 'e'] },
        { key: 'f', operator: 'DoesNotExist', values: [] },
      ],
    ],
  ])('reads %p', (selector, expected) => {
    expect(parseLabelSelector(selector)).toEqual(expected);
  });

  it.each([
    '',
    'a=b,',
    'a in (b',
    'a in b',
    'a=b=c',
    'a b',
    '=b',
    'in (a)',
    '!a in (b)',
    'a>1',
  ])('refuses %p', selector => {
    expect(() => parseLabelSelector(selector)).toThrow(
      'is not a label requirement',
    );
  });

  it('is quick with text that nearly is one', () => {
    const selector = `a in (${'('.repeat(20_000)}`;
    const started = performance.now();
    expect(() => parseLabelSelector(selector)).toThrow();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('matchesLabels', () => {
  const labels = { app: 'web', env: 'production', empty: '' };

  it.each([
    ['app=web', true],
    ['app=api', false],
    ['missing=web', false],
    ['app!=api', true],
    ['app!=web', false],
    ['missing!=web', true],
    ['app in (web,api)', true],
    ['missing in (web)', false],
    ['app notin (api)', true],
    ['missing notin (web)', true],
    ['app', true],
    ['empty', true],
    ['empty=', true],
    ['missing', false],
    ['!app', false],
    ['!missing', true],
    ['app=web,env=production', true],
    ['app=web,env=staging', false],
  ])('%p: %p', (selector, expected) => {
    expect(matchesLabels(parseLabelSelector(selector), labels)).toBe(expected);
  });

  it('takes what every object has for no label', () => {
    expect(matchesLabels(parseLabelSelector('constructor'), {})).toBe(false);
  });
});
