import fc from 'fast-check';
import {
  MAX_CHANGED_RESOURCES,
  MAX_OBSERVED_SYNCS,
  observedApplicationSchema,
} from '@backstage-gitops/plugin-gitops-node';
import {
  placesIn,
  withAt,
} from '@backstage-gitops/plugin-gitops-node/testUtils';
import { recordedBody } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectApplication } from './projectApplication';

describe.each([
  'get-outofsync-drifted',
  'get-after-rollback',
  'get-operation-terminated',
  'get-error-nopath',
  'get-multi-source',
])('an Application like %s with something odd in it', name => {
  const body = recordedBody(name);
  const places = placesIn(body);

  it('is read to a record that fits the contract, or not at all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), fc.jsonValue()), {
          minLength: 1,
          maxLength: 3,
        }),
        oddities => {
          const odd = oddities.reduce<unknown>(
            (value, [way, other]) => withAt(value, way, other),
            body,
          );
          const application = parseApplication(odd);
          fc.pre(application !== undefined);
          const observed = application && projectApplication(application, {});
          const read = observedApplicationSchema.safeParse(observed);
          expect(read.error?.issues).toBeUndefined();
          expect(read.data?.syncs.length).toBeLessThanOrEqual(
            MAX_OBSERVED_SYNCS,
          );
          expect(read.data?.changes?.resources.length ?? 0).toBeLessThanOrEqual(
            MAX_CHANGED_RESOURCES,
          );
          // What was left out for being odd is never shown as fine.
          const isFine =
            observed?.sync.status !== 'Unknown' ||
            observed.health.status !== 'Unknown';
          expect(application?.status === undefined && isFine).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});
