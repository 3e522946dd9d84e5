import fc from 'fast-check';
import { ApplicationClaim, claimsByIdLabel, matchesClaim } from './claim';

const application = {
  name: 'web',
  namespace: 'argocd',
  labels: { app: 'web' },
  project: 'shop',
};
const hasApp = { key: 'app', operator: 'Exists' as const, values: [] };

describe('matchesClaim', () => {
  it.each<[string, ApplicationClaim, boolean]>([
    ['nothing', {}, false],
    ['an instance alone', { instances: ['main'] }, false],
    ['a namespace alone', { namespaces: ['argocd'] }, false],
    ['the name', { names: ['api', 'web'] }, true],
    ['another name', { names: ['api'] }, false],
    ['no name', { names: [] }, false],
    ['labels', { labels: [hasApp] }, true],
    ['labels it has not', { labels: [{ ...hasApp, key: 'x' }] }, false],
    ['the project', { projects: ['shop'] }, true],
    ['another project', { projects: ['other'] }, false],
    ['the name elsewhere', { names: ['web'], instances: ['edge'] }, false],
    [
      'the name in another namespace',
      { names: ['web'], namespaces: [] },
      false,
    ],
    [
      'all that is given',
      {
        names: ['web'],
        labels: [hasApp],
        namespaces: ['argocd'],
        instances: ['main'],
        projects: ['shop'],
      },
      true,
    ],
  ])('with %s', (_what, claim, expected) => {
    expect(matchesClaim(claim, 'main', application)).toBe(expected);
  });

  it('matches no project where the application has none', () => {
    const without = { ...application, project: undefined };
    expect(matchesClaim({ projects: ['shop'] }, 'main', without)).toBe(false);
  });

  it('never matches more when more is asked', () => {
    const names = fc.array(fc.constantFrom('web', 'api'));
    const projects = fc.array(fc.constantFrom('shop', 'other'));
    fc.assert(
      fc.property(names, projects, (some, others) => {
        const both = matchesClaim(
          { names: some, projects: others },
          'main',
          application,
        );
        const one = matchesClaim({ names: some }, 'main', application);
        expect(both && !one).toBe(false);
      }),
    );
  });
});

describe('claimsByIdLabel', () => {
  const entity = (kind: string, annotations?: Record<string, string>) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'web', annotations },
  });

  it.each([
    ['backstage', 'web', true],
    ['backstage-name', 'web', true],
    ['backstage-name', 'pos', false],
    ['backstage.io/kubernetes-id', 'pos', true],
    ['backstage.io/kubernetes-id', 'web', false],
    ['app', 'web', false],
  ])(
    'takes %s=%s for the id of web, which is pos to Kubernetes: %p',
    (key, value, expected) => {
      const claims = claimsByIdLabel(
        entity('Component', { 'backstage.io/kubernetes-id': 'pos' }),
      );
      const labels = { [key]: value };
      expect(
        claims.some(claim =>
          matchesClaim(claim, 'main', { ...application, labels }),
        ),
      ).toBe(expected);
    },
  );

  it('takes the name where no other id is given, and claims nothing for other kinds', () => {
    const ids = claimsByIdLabel(entity('component')).flatMap(
      ({ labels }) => labels,
    );
    expect(ids.map(label => label?.values)).toEqual([
      ['web'],
      ['web'],
      ['web'],
    ]);
    expect(claimsByIdLabel(entity('System'))).toEqual([]);
  });
});
