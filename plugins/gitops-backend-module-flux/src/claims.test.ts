import { FLUX_ANNOTATIONS, fluxClaims } from './claims';

function claims(annotations?: Record<string, string>) {
  return fluxClaims({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'search', annotations },
  });
}

describe('fluxClaims', () => {
  it('claims nothing by name or place alone', () => {
    const nothing = { claims: [], problems: [] };
    expect(claims()).toEqual(nothing);
    expect(claims({ 'backstage.io/kubernetes-cluster': 'edge' })).toEqual(
      nothing,
    );
  });

  it('claims by id, namespace and cluster', () => {
    expect(
      claims({
        'backstage.io/kubernetes-id': 'search',
        'backstage.io/kubernetes-namespace': 'flux-system',
        'backstage.io/kubernetes-cluster': 'edge',
      }).claims,
    ).toEqual([
      {
        labels: [
          {
            key: 'backstage.io/kubernetes-id',
            operator: 'In',
            values: ['search'],
          },
        ],
        namespaces: ['flux-system'],
        instances: ['edge'],
      },
    ]);
  });

  it('lets the selector win', () => {
    expect(
      claims({
        'backstage.io/kubernetes-id': 'search',
        'backstage.io/kubernetes-label-selector': 'app=search,env!=test',
      }).claims,
    ).toEqual([
      {
        labels: [
          { key: 'app', operator: 'In', values: ['search'] },
          { key: 'env', operator: 'NotIn', values: ['test'] },
        ],
      },
    ]);
  });

  it('says what is wrong with a selector, and claims nothing then', () => {
    expect(
      claims({
        'backstage.io/kubernetes-id': 'search',
        'backstage.io/kubernetes-label-selector': 'app in search',
      }),
    ).toEqual({
      claims: [],
      problems: [expect.stringContaining('"app in search"')],
    });
  });

  it.each(FLUX_ANNOTATIONS)(
    'claims by %p, which the engine says it reads',
    name => {
      expect(claims({ [name]: 'a=b' }).claims).toHaveLength(1);
    },
  );
});
