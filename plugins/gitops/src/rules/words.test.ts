import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { wordsOf } from './words';

const failed = { phase: 'Failed', message: 'refused' } as const;
const since = { at: null, precision: 'unknown' } as const;

describe('wordsOf', () => {
  it('tells why a sync failed, and why what runs is not well', () => {
    expect(
      wordsOf(
        anApplication({
          sync: { status: 'OutOfSync', divergence: 'Pending' },
          operation: failed,
          health: { status: 'Degraded', message: 'no pod is ready', since },
        }),
      ),
    ).toEqual(['refused', 'no pod is ready']);
  });

  it('tells one reason once', () => {
    expect(
      wordsOf(
        anApplication({
          sync: {
            status: 'Unknown',
            divergence: 'Unknown',
            reason: 'refused',
          },
          operation: failed,
        }),
      ),
    ).toEqual(['refused']);
  });

  it('says nothing of a failure that is over, nor of a success', () => {
    expect(wordsOf(anApplication({ operation: failed }))).toEqual([]);
    expect(
      wordsOf(
        anApplication({ operation: { phase: 'Succeeded', message: 'synced' } }),
      ),
    ).toEqual([]);
  });
});
