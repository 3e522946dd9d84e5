import { ARGOCD_ANNOTATIONS, argocdClaims } from './claims';

function claims(annotations?: Record<string, string>) {
  return argocdClaims({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'search', annotations },
  });
}

describe('argocdClaims', () => {
  it('claims nothing without annotations, or by a place alone', () => {
    const nothing = { claims: [], problems: [] };
    expect(claims()).toEqual(nothing);
    expect(claims({ 'argocd/instance-name': 'main' })).toEqual(nothing);
    expect(claims({ 'argocd/app-name': ' ' })).toEqual(nothing);
  });

  it('claims by name, with namespace, instances and projects', () => {
    expect(
      claims({
        'argocd/app-name': 'search-production',
        'argocd/app-namespace': 'argocd',
        'argocd/instance-name': 'main, edge',
        'argocd/project-name': 'shop',
      }),
    ).toEqual({
      claims: [
        {
          names: ['search-production'],
          namespaces: ['argocd'],
          instances: ['main', 'edge'],
          projects: ['shop'],
        },
      ],
      problems: [],
    });
  });

  it('claims by selector or project', () => {
    expect(
      claims({ 'argocd/app-selector': 'backstage-name=search' }).claims,
    ).toEqual([
      {
        labels: [{ key: 'backstage-name', operator: 'In', values: ['search'] }],
      },
    ]);
    expect(claims({ 'argocd/project-name': 'shop' }).claims).toEqual([
      { projects: ['shop'] },
    ]);
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
      expect(claims({ [name]: 'a=b' }).claims).toHaveLength(1);
    },
  );
});
