import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Source } from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
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
    const rule = { name: 'x', match: { project: `${'*a'.repeat(50)}*b` } };
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

describe('where the sources lie', () => {
  const byPath = readEnvironmentRules(
    new ConfigReader({
      gitops: {
        environments: [
          { name: 'staging', match: { path: 'apps/*/overlays/staging' } },
          { name: 'production', match: { path: '**/production/**' } },
        ],
      },
    }),
  );
  const of = (...sources: Array<Partial<Source>>) =>
    environmentOf(
      byPath,
      observedApplication({
        sources: sources.map(source => ({
          type: 'git',
          repoUrl: 'https://git.example.com/fleet',
          ...source,
        })),
      }),
    );

  it.each<[string, Array<Partial<Source>>, string | null]>([
    ['one segment', [{ path: './apps/web/overlays/staging/' }], 'staging'],
    ['not two', [{ path: 'apps/web/api/overlays/staging' }], null],
    ['any number', [{ path: 'clusters/production/eu/web' }], 'production'],
    [
      'one source of many',
      [{ path: 'charts' }, { path: 'production' }],
      'production',
    ],
    ['its resolved path', [{ path: 'production/../tools' }], null],
    ['nothing outside', [{ path: '../production' }], null],
    ['no other kind of source', [{ type: 'oci', path: 'production' }], null],
    ['no path', [{}], null],
  ])('goes by %s', (_what, sources, expected) => {
    expect(of(...sources)).toBe(expected);
  });
});

describe('rules of any kind', () => {
  const word = fc.constantFrom('a', 'b', 'a-b');
  const pattern = fc.constantFrom('a', 'b', '*', 'a*', '*b', '');
  const match = fc.record(
    {
      labels: fc.dictionary(fc.constantFrom('x', 'y'), pattern),
      cluster: pattern,
      namespace: pattern,
      project: pattern,
      path: fc.constantFrom('a', 'a/*', '**', '*/b'),
    },
    { requiredKeys: [] },
  );
  /** The environment, by name, of what is like the first of these that it is like. */
  const among = (matches: JsonObject[], given: ObservedApplication) =>
    environmentOf(
      readEnvironmentRules(
        new ConfigReader({
          gitops: {
            environments: matches.map((each, n) => ({
              name: `e${n}`,
              match: each,
            })),
          },
        }),
      ),
      given,
    );
  const application = fc
    .record({
      labels: fc.dictionary(fc.constantFrom('x', 'y'), word),
      namespace: word,
      project: word,
      destination: fc.record(
        { cluster: word, namespace: word },
        { requiredKeys: [] },
      ),
      path: fc.constantFrom('a', 'a/b', 'b/b', ''),
    })
    .map(({ path, ...rest }) =>
      observedApplication({
        ...rest,
        sources: [{ type: 'git', repoUrl: 'https://git.example.com/x', path }],
      }),
    );

  it('lets the first that matches alone win', () => {
    fc.assert(
      fc.property(
        fc.array(match, { maxLength: 4 }),
        application,
        (some, given) => {
          const first = some.findIndex(each => among([each], given) !== null);
          expect(among(some, given)).toBe(first < 0 ? null : `e${first}`);
        },
      ),
    );
  });

  it('matches nothing without a condition, and never more with one more', () => {
    fc.assert(
      fc.property(match, match, application, (one, other, given) => {
        expect(among([{}, { labels: {} }], given)).toBeNull();
        const { labels: _, ...rest } = one;
        fc.pre(among([{ ...other, ...rest }], given) !== null);
        const isEmpty = Object.keys(rest).length === 0;
        expect(among([rest], given)).toBe(isEmpty ? null : 'e0');
      }),
    );
  });

  it('does not go by the order of keys', () => {
    fc.assert(
      fc.property(match, application, (given, some) => {
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(among([turned], some)).toBe(among([given], some));
      }),
    );
  });

  it('refuses a condition that it does not know', () => {
    const config = new ConfigReader({
      gitops: { environments: [{ name: 'x', match: { clutser: 'prod' } }] },
    });
    expect(() => readEnvironmentRules(config)).toThrow(
      /^gitops.environments is not right: .*clutser/,
    );
  });
});
