import { matchesClaim } from '@backstage-gitops/plugin-gitops-node';
import { FLUX_ANNOTATIONS, fluxClaims } from './claims';

function claims(annotations?: Record<string, string>, kind = 'Component') {
  return fluxClaims({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'search', annotations },
  });
}

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const CLUSTER = 'backstage.io/kubernetes-cluster';

/** Whether the annotations mean a Kustomization `any` of the cluster `edge` in `flux-system`. */
function means(
  annotations: Record<string, string>,
  labels: Record<string, string>,
) {
  return claims(annotations).claims.some(claim =>
    matchesClaim(claim, 'edge', {
      name: 'any',
      namespace: 'flux-system',
      labels,
    }),
  );
}

describe('fluxClaims', () => {
  it.each<[Record<string, string>, Record<string, string>, boolean]>([
    [{ [ID]: 'pos' }, { [ID]: 'pos' }, true],
    [{ [ID]: 'pos' }, { [ID]: 'search' }, false],
    [{ [ID]: 'pos' }, { backstage: 'search' }, false],
    [{ [SELECTOR]: 'app=search,env!=test' }, { app: 'search' }, true],
    [{ [SELECTOR]: 'app in (search, cart)' }, { app: 'cart' }, true],
    [{ [SELECTOR]: 'app notin (search)' }, { app: 'search' }, false],
    [{ [SELECTOR]: 'app=search', [ID]: 'pos' }, { [ID]: 'pos' }, false],
    [{ [ID]: 'pos', [NAMESPACE]: 'flux-system' }, { [ID]: 'pos' }, true],
    [{ [ID]: 'pos', [NAMESPACE]: 'other' }, { [ID]: 'pos' }, false],
    [{ [ID]: 'pos', [CLUSTER]: 'edge' }, { [ID]: 'pos' }, true],
    [{ [ID]: 'pos', [CLUSTER]: 'other' }, { [ID]: 'pos' }, false],
    [{}, { [ID]: 'search' }, true],
    [{}, { backstage: 'search' }, true],
    [{}, { 'backstage-name': 'search' }, true],
    [{}, { [ID]: 'other' }, false],
    [{}, {}, false],
    [{ [CLUSTER]: 'other' }, { [ID]: 'search' }, false],
    [{ [CLUSTER]: 'edge' }, { app: 'search' }, false],
  ])('%j of what has the labels %j: %p', (annotations, labels, expected) => {
    expect(means(annotations, labels)).toBe(expected);
  });

  it('says what is wrong with a selector, and claims nothing then', () => {
    expect(claims({ [ID]: 'search', [SELECTOR]: 'app in search' })).toEqual({
      claims: [],
      problems: [expect.stringContaining('"app in search"')],
    });
  });

  it.each(FLUX_ANNOTATIONS)(
    'claims by %p, which the engine says it reads',
    name => {
      expect(claims({ [name]: 'a=b' }, 'System').claims).toHaveLength(1);
    },
  );
});
