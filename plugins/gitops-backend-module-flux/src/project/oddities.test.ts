import {
  MAX_OBSERVED_SYNCS,
  observedApplicationSchema,
} from '@backstage-gitops/plugin-gitops-node';
import {
  placesIn,
  withAt,
} from '@backstage-gitops/plugin-gitops-node/testUtils';
import fc from 'fast-check';
import { recording } from '../__testUtils__/recordings';
import { APPLICATION_KINDS } from './application';
import { parseSource } from './source';

/** Something else in one to three places of it. */
function oddly(value: unknown): fc.Arbitrary<unknown> {
  const place = fc.constantFrom(...placesIn(value));
  return fc
    .array(fc.tuple(place, fc.jsonValue()), { minLength: 1, maxLength: 3 })
    .map(changes =>
      changes.reduce<unknown>(
        (changed, [way, other]) => withAt(changed, way, other),
        value,
      ),
    );
}

describe.each([
  ['Kustomization', 'kustomization/ready-minimal'],
  ['Kustomization', 'kustomization/build-failed-wrong-path'],
  ['HelmRelease', 'helm/installed'],
  ['HelmRelease', 'helm/drift-warn-2-reconciled'],
])('a %s like %s with something odd in it or in its source', (kind, name) => {
  const { object, source } = recording(name);
  const read = APPLICATION_KINDS.find(each => each.kind === kind);

  it('is read to a record that fits the contract, or not at all', () => {
    fc.assert(
      fc.property(oddly(object), oddly(source), (odd, oddSource) => {
        const application = read?.parse(odd);
        fc.pre(application !== undefined);
        const found = parseSource(oddSource) ?? 'missing';
        const observed = observedApplicationSchema.parse(
          application?.project(() => found, { cluster: 'edge' }),
        );
        expect(observed.syncs.length).toBeLessThanOrEqual(MAX_OBSERVED_SYNCS);
        // In sync is what has applied the very revision that its source has.
        const { status, desiredRevisions, deployedRevisions } = observed.sync;
        const applied =
          desiredRevisions.length > 0 &&
          desiredRevisions.join() === deployedRevisions.join() &&
          observed.sync.comparisonFailed === undefined;
        expect(status === 'Synced' && !applied).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
