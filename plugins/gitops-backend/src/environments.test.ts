import { ConfigReader } from '@backstage/config';
import { observedApplication } from './__testUtils__/observedApplication';
import { environmentOf, readEnvironmentRules } from './environments';

const rules = readEnvironmentRules(
  new ConfigReader({
    gitops: {
      environments: [
        { name: 'nothing', match: {} },
        {
          name: 'staging',
          match: { labels: { 'app.kubernetes.io/env': 'stag*' } },
        },
        {
          name: 'eu-production',
          match: { cluster: 'prod-*-eu', namespace: 'shop' },
        },
        { name: 'production', match: { cluster: 'prod-*' } },
        { name: 'tools', match: { project: '*tools*' } },
      ],
    },
  }),
);

describe('environmentOf', () => {
  it.each<[string, Parameters<typeof observedApplication>[0], string | null]>([
    ['a label', { labels: { 'app.kubernetes.io/env': 'staging' } }, 'staging'],
    [
      'the first that matches',
      { destination: { cluster: 'prod-1-eu', namespace: 'shop' } },
      'eu-production',
    ],
    [
      'the namespace of the object where none is its destination',
      { namespace: 'shop', destination: { cluster: 'prod-1-eu' } },
      'eu-production',
    ],
    [
      'all conditions',
      { destination: { cluster: 'prod-1-eu', namespace: 'other' } },
      'production',
    ],
    ['a project', { destination: {}, project: 'my-tools-2' }, 'tools'],
    ['the whole value', { destination: { cluster: 'a-prod-1' } }, null],
    ['what is not known', { destination: {}, project: undefined }, null],
  ])('goes by %s', (_what, overrides, expected) => {
    expect(environmentOf(rules, observedApplication(overrides))).toBe(expected);
  });

  it('does not let a star overlap with what stands around it', () => {
    const [rule] = readEnvironmentRules(
      new ConfigReader({
        gitops: { environments: [{ name: 'x', match: { project: 'ab*ba' } }] },
      }),
    );
    const of = (project: string) =>
      environmentOf([rule], observedApplication({ project }));
    expect([of('aba'), of('abba'), of('ab-ba')]).toEqual([null, 'x', 'x']);
  });

  it('is quick with many stars', () => {
    const project = 'a'.repeat(5000);
    const rule = { name: 'x', labels: {}, project: `${'*a'.repeat(50)}*b` };
    expect(environmentOf([rule], observedApplication({ project }))).toBeNull();
  });
});

describe('readEnvironmentRules', () => {
  it('has none where none are configured', () => {
    expect(readEnvironmentRules(new ConfigReader({}))).toEqual([]);
  });

  it('refuses labels that are not text', () => {
    const config = new ConfigReader({
      gitops: { environments: [{ name: 'x', match: { labels: { a: 1 } } }] },
    });
    expect(() => readEnvironmentRules(config)).toThrow();
  });
});
