import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { bindable } from '../__testUtils__/bindable';
import { HOSTS } from '../__testUtils__/hosts';
import { repositoryPath } from '../git/inputs/repositoryPath';
import { bindBySource, DefaultBranches, isUnder } from './bySource';
import { readBindingPolicy } from './bindingPolicy';

const FLEET = 'https://github.com/shop/fleet';
const SOURCE = 'backstage.io/source-location';
const FOUND = 'backstage.io/managed-by-location';
const FILE = 'terasky.backstage.io/source-file-url';

const policy = readBindingPolicy(
  new ConfigReader({
    integrations: HOSTS,
    gitops: { binding: { sourceLocation: true } },
  }),
);

function entity(annotations: Record<string, string>, kind = 'Component') {
  return { apiVersion: 'v1', kind, metadata: { name: 'web', annotations } };
}

type GivenSource = { path?: string; repoUrl?: string; targetRevision?: string };

/** How the entity is bound to an application of these Git sources. */
function bound(
  given: Entity,
  sources: GivenSource[],
  defaultBranches?: DefaultBranches,
) {
  const [binding, ...others] = bindBySource(
    [given],
    [
      bindable({
        sources: sources.map(source => ({
          type: 'git',
          repoUrl: `${FLEET}.git`,
          targetRevision: 'main',
          ...source,
        })),
      }),
    ],
    policy,
    defaultBranches,
  );
  expect(others).toEqual([]);
  if (!binding) return 'no';
  return binding.confirmed ? 'confirmed' : 'claimed';
}

const checkout = entity({
  [FOUND]: `url:${FLEET}/blob/main/apps/checkout/catalog-info.yaml`,
});

describe('bindBySource', () => {
  it.each<[string, GivenSource, string]>([
    ['the directory itself', { path: 'apps/checkout' }, 'confirmed'],
    ['what lies in it', { path: './apps/checkout/overlays/eu/' }, 'confirmed'],
    [
      'an ssh URL',
      { path: 'apps/checkout', repoUrl: 'git@github.com:shop/fleet.git' },
      'confirmed',
    ],
    [
      'a branch in full',
      { path: 'apps/checkout', targetRevision: 'refs/heads/main' },
      'confirmed',
    ],
    [
      'the default branch, whatever it is called',
      { path: 'apps/checkout', targetRevision: 'HEAD' },
      'claimed',
    ],
    [
      'another branch',
      { path: 'apps/checkout', targetRevision: 'release' },
      'claimed',
    ],
    ['a name that goes on', { path: 'apps/checkout-admin' }, 'no'],
    ['a shorter name', { path: 'apps/check' }, 'no'],
    ['what holds it', { path: 'apps' }, 'no'],
    ['the root', {}, 'no'],
    ['a way out of it', { path: 'apps/checkout/../search' }, 'no'],
    ['a way out of the repository', { path: '../apps/checkout' }, 'no'],
    ['an encoded slash', { path: 'apps%2Fcheckout' }, 'no'],
    [
      'another repository',
      { path: 'apps/checkout', repoUrl: `${FLEET}2` },
      'no',
    ],
    [
      'another owner',
      { path: 'apps/checkout', repoUrl: 'https://github.com/x/fleet' },
      'no',
    ],
    [
      'another host',
      { path: 'apps/checkout', repoUrl: 'https://gitlab.test/shop/fleet' },
      'no',
    ],
    ['what is no URL', { path: 'apps/checkout', repoUrl: 'fleet' }, 'no'],
  ])('with %s', (_what, source, expected) => {
    expect(bound(checkout, [source])).toBe(expected);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'an author writes a source location elsewhere',
      {
        [SOURCE]: `url:${FLEET}/tree/main/`,
        [FOUND]: 'url:https://github.com/robin/own/blob/main/catalog-info.yaml',
      },
      'claimed',
    ],
    [
      'an author writes one beside where the entity was found',
      {
        [SOURCE]: `url:${FLEET}/tree/main/apps/checkout/`,
        [FOUND]: `url:${FLEET}/blob/main/apps/search/catalog-info.yaml`,
      },
      'claimed',
    ],
    [
      'the entity was found above its source location',
      {
        [SOURCE]: `url:${FLEET}/tree/main/apps/checkout/`,
        [FOUND]: `url:${FLEET}/blob/main/catalog-info.yaml`,
      },
      'confirmed',
    ],
    [
      'the source location is narrower than the application',
      {
        [SOURCE]: `url:${FLEET}/tree/main/apps/checkout/src/`,
        [FOUND]: `url:${FLEET}/blob/main/catalog-info.yaml`,
      },
      'no',
    ],
    [
      'the entity was found at another branch',
      { [FOUND]: `url:${FLEET}/blob/mine/apps/checkout/catalog-info.yaml` },
      'claimed',
    ],
    [
      'the entity was found at a commit, which may be that of a fork',
      {
        [FOUND]: `url:${FLEET}/blob/${'a'.repeat(
          40,
        )}/apps/checkout/catalog-info.yaml`,
      },
      'claimed',
    ],
    [
      'the entity was found in a pull request',
      {
        [FOUND]: `url:${FLEET}/blob/refs/pull/5/head/apps/checkout/catalog-info.yaml`,
      },
      'no',
    ],
    [
      'there is no source location but an ingested file',
      {
        [FOUND]: 'cluster:edge',
        [FILE]: `${FLEET}/blob/main/apps/checkout/claim.yaml`,
      },
      'claimed',
    ],
    [
      'the entity is of a file',
      { [FOUND]: 'file:/apps/checkout/x.yaml' },
      'no',
    ],
    [
      'the location is of another type',
      { [FOUND]: `ingested:${FLEET}/blob/main/apps/checkout/x.yaml` },
      'no',
    ],
    ['the location is none', { [FOUND]: 'url', [SOURCE]: 'x' }, 'no'],
    ['there is none', {}, 'no'],
  ])('where %s', (_what, annotations, expected) => {
    expect(bound(entity(annotations), [{ path: 'apps/checkout' }])).toBe(
      expected,
    );
  });

  it.each([
    ['blob/main/apps/checkout/catalog-info.yaml', 'claimed'],
    ['blob/master/apps/checkout/catalog-info.yaml', 'claimed'],
    ['blob/mine/apps/checkout/catalog-info.yaml', 'claimed'],
    [`blob/${'a'.repeat(40)}/apps/checkout/catalog-info.yaml`, 'claimed'],
    ['blob/HEAD/apps/checkout/catalog-info.yaml', 'confirmed'],
    ['', 'confirmed'],
  ])('does not guess whether %p is of the default branch', (page, expected) => {
    const given = entity({ [FOUND]: `url:${FLEET}/${page}` });
    const path = 'apps/checkout';
    expect(bound(given, [{ path, targetRevision: 'HEAD' }])).toBe(expected);
    expect(bound(given, [{ path, targetRevision: undefined }])).toBe('claimed');
  });

  it.each([
    ['blob/main/apps/checkout/catalog-info.yaml', 'HEAD', 'confirmed'],
    ['blob/HEAD/apps/checkout/catalog-info.yaml', 'main', 'confirmed'],
    ['blob/HEAD/apps/checkout/catalog-info.yaml', 'HEAD', 'confirmed'],
    ['', 'refs/heads/main', 'confirmed'],
    ['blob/mine/apps/checkout/catalog-info.yaml', 'HEAD', 'claimed'],
    ['blob/HEAD/apps/checkout/catalog-info.yaml', 'mine', 'claimed'],
    ['blob/HEAD/apps/checkout/catalog-info.yaml', undefined, 'claimed'],
  ])(
    'knows by what the host calls the default branch whether %p is what %p means',
    (page, targetRevision, expected) => {
      const given = entity({ [FOUND]: `url:${FLEET}/${page}` });
      const source = { path: 'apps/checkout', targetRevision };
      const known = new Map([
        ['github.com/shop/fleet', 'main'],
        ['github.com/shop/other', 'mine'],
      ]);
      expect(bound(given, [source], known)).toBe(expected);
    },
  );

  it('merely claims what is reported: it says itself where its sources lie', () => {
    const source = {
      type: 'git',
      repoUrl: FLEET,
      path: 'apps/checkout',
    } as const;
    const sources = [{ ...source, targetRevision: 'main' }];
    const confirmed = (engine: string) =>
      bindBySource([checkout], [bindable({ engine, sources })], policy).map(
        binding => binding.confirmed,
      );
    expect(confirmed('argocd')).toEqual([true]);
    expect(confirmed('external')).toEqual([false]);
  });

  it('binds by one of several sources, but is confirmed by all of them only', () => {
    const values = { path: 'apps/checkout/values' };
    expect(bound(checkout, [values, { path: 'apps/checkout' }])).toBe(
      'confirmed',
    );
    expect(bound(checkout, [{ path: 'charts/web' }, values])).toBe('claimed');
    expect(bound(checkout, [values, { path: '..' }])).toBe('claimed');
    expect(bound(checkout, [])).toBe('no');
  });

  it('reads the ingested file by the prefix that is configured, and binds components only', () => {
    const { sourceFileUrl } = readBindingPolicy(
      new ConfigReader({ kubernetesIngestor: { annotationPrefix: 'x.test' } }),
    );
    expect(sourceFileUrl).toBe('x.test/source-file-url');
    const system = entity(checkout.metadata.annotations, 'System');
    expect(bound(system, [{ path: 'apps/checkout' }])).toBe('no');
  });
});

describe('isUnder', () => {
  const segment = fc.constantFrom('a', 'ab', 'b', 'a-b', 'a.b', '..', '.');
  const path = fc.array(segment, { maxLength: 5 }).map(each => each.join('/'));

  it('holds exactly where all segments of the directory come first', () => {
    fc.assert(
      fc.property(path, path, (some, other) => {
        const at = repositoryPath(some);
        const directory = repositoryPath(other);
        fc.pre(at !== undefined && directory !== undefined);
        const [has, wants] = [at, directory].map(each =>
          each.split('/').filter(Boolean),
        );
        expect(isUnder(at, directory)).toBe(
          wants.every((each, n) => has.at(n) === each),
        );
      }),
    );
  });

  it('is what the binding goes by, however many steps lie between', () => {
    fc.assert(
      fc.property(path, path, (some, other) => {
        const at = repositoryPath(some);
        const directory = repositoryPath(other);
        fc.pre(directory !== undefined);
        const given = entity({
          [FOUND]: `url:${FLEET}/blob/main/${
            directory ? `${directory}/` : ''
          }x.yaml`,
        });
        expect(bound(given, [{ path: some }])).toBe(
          at !== undefined && isUnder(at, directory) ? 'confirmed' : 'no',
        );
      }),
    );
  });
});
