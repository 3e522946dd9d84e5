import {
  matchesClaim,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { ARGOCD_ANNOTATIONS, argocdClaims } from './claims';

function claims(annotations?: Record<string, string>, kind = 'Component') {
  return argocdClaims({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'search', annotations },
  });
}

type Claimable = Pick<
  ObservedApplication,
  'name' | 'namespace' | 'project' | 'labels'
>;

const application: Claimable = {
  name: 'search-production',
  namespace: 'argocd',
  project: 'shop',
  labels: { app: 'search', tier: 'web' },
};

/** Whether the annotations mean the application of instance `main`, as it is but for what is given. */
function means(
  annotations: Record<string, string>,
  overrides: Partial<Claimable> = {},
) {
  return claims(annotations).claims.some(claim =>
    matchesClaim(claim, 'main', { ...application, ...overrides }),
  );
}

describe('argocdClaims', () => {
  it.each<[Record<string, string>, boolean]>([
    [{ 'argocd/app-name': 'search-production' }, true],
    [{ 'argocd/app-name': ' search-production ' }, true],
    [{ 'argocd/app-name': 'search' }, false],
    [{ 'argocd/app-selector': 'app=search' }, true],
    [{ 'argocd/app-selector': 'app in (search, cart),tier!=db' }, true],
    [{ 'argocd/app-selector': 'app notin (search)' }, false],
    [{ 'argocd/app-selector': 'app,!canary' }, true],
    [{ 'argocd/app-selector': '!app' }, false],
    [{ 'argocd/project-name': 'shop' }, true],
    [{ 'argocd/project-name': 'tools, shop' }, true],
    [{ 'argocd/project-name': 'tools' }, false],
    [
      { 'argocd/app-selector': 'app=search', 'argocd/project-name': 'tools' },
      false,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/project-name': 'shop',
      },
      true,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/project-name': 'tools',
      },
      false,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/app-namespace': 'team-a',
      },
      false,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/app-namespace': 'team-a,argocd',
      },
      true,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/instance-name': 'edge, main',
      },
      true,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/instance-name': 'edge',
      },
      false,
    ],
    [
      {
        'argocd/app-name': 'search-production',
        'argocd/proxy-url': '/argocd/api2',
      },
      true,
    ],
    [{ 'argocd/proxy-url': '/argocd/api' }, false],
    [{ 'argocd/instance-name': 'main' }, false],
    [{ 'argocd/app-namespace': 'argocd' }, false],
    [{ 'argocd/app-name': ' ' }, false],
  ])('%j: %p', (annotations, expected) => {
    expect(means(annotations)).toBe(expected);
  });

  it.each(['backstage', 'backstage-name', 'backstage.io/kubernetes-id'])(
    'without annotations means what has its id on the label %s',
    label => {
      const labels = { ...application.labels, [label]: 'search' };
      expect(means({}, { labels })).toBe(true);
      expect(means({ 'argocd/instance-name': 'edge' }, { labels })).toBe(false);
      expect(means({ 'argocd/app-name': 'other' }, { labels })).toBe(false);
      expect(means({}, { labels: { [label]: 'cart' } })).toBe(false);
      expect(claims({}, 'System').claims).toEqual([]);
    },
  );

  it('knows what says a claim, but for what was not said', () => {
    const of = (annotations: Record<string, string>) =>
      claims(annotations).claims.map(({ saidBy }) => saidBy?.applications);
    expect(
      of({ 'argocd/app-name': 'a', 'argocd/project-name': 'shop' }),
    ).toEqual(['argocd/app-name']);
    expect(
      of({ 'argocd/app-selector': 'a', 'argocd/project-name': 'shop' }),
    ).toEqual(['argocd/app-selector']);
    expect(of({ 'argocd/project-name': 'shop' })).toEqual([
      'argocd/project-name',
    ]);
    expect(of({}).filter(Boolean)).toEqual([]);
  });

  it('says what is wrong, and claims nothing then', () => {
    const both = claims({
      'argocd/app-name': 'search',
      'argocd/app-selector': 'app=search',
    });
    expect(both.claims).toEqual([]);
    expect(both.problems).toEqual([expect.stringContaining('exclude')]);
    const unreadable = claims({ 'argocd/app-selector': 'app in search' });
    expect(unreadable.claims).toEqual([]);
    expect(unreadable.problems).toEqual([
      expect.stringContaining('"app in search"'),
    ]);
  });

  it.each(ARGOCD_ANNOTATIONS)(
    'claims by %p, which the engine says it reads',
    name => {
      expect(claims({ [name]: 'a=b' }, 'System').claims).toHaveLength(1);
    },
  );
});
