import { gitFacts, NO_FACTS, waiting } from '../__testUtils__/gitFacts';
import {
  T0,
  T1,
  T2,
  T3,
  Step,
  synced,
  differs,
  moved,
  drifted,
  walk,
} from '../__testUtils__/walk';

describe('since of the divergence', () => {
  it.each<[what: string, steps: Step[], at: string, precision: string]>([
    ['first sight', [[synced, gitFacts(), T1]], T1, 'atLeast'],
    [
      'a change that was watched',
      [
        [synced, gitFacts(), T0],
        [differs, gitFacts(), T1],
      ],
      T1,
      'exact',
    ],
    [
      'a change that nobody watched',
      [
        [synced, gitFacts(), T0],
        [differs, gitFacts(), T1, 'gap'],
      ],
      T1,
      'atLeast',
    ],
    [
      'no change',
      [
        [synced, gitFacts(), T0],
        [synced, gitFacts(), T1, 'gap'],
      ],
      T0,
      'atLeast',
    ],
    [
      'drift whose field has a time',
      [[drifted(T0), gitFacts(), T1]],
      T0,
      'exact',
    ],
    [
      'drift whose field has no time',
      [
        [synced, gitFacts(), T0],
        [drifted(), gitFacts(), T1],
      ],
      T1,
      'exact',
    ],
    ['drift from the future', [[drifted(T2), gitFacts(), T1]], T1, 'atLeast'],
    [
      'drift from before it was seen in agreement',
      [
        [synced, gitFacts(), T1],
        [drifted(T0), gitFacts(), T2],
      ],
      T2,
      'exact',
    ],
    ['commits that wait', [[moved, waiting(1, T0), T2]], T0, 'exact'],
    [
      'commits that were counted later',
      [
        [moved, NO_FACTS, T1],
        [moved, waiting(1, T0), T2],
      ],
      T0,
      'exact',
    ],
    [
      'agreement that was found out later',
      [
        [{ sync: { ...moved.sync, byRevisionOnly: true } }, NO_FACTS, T1],
        [{ sync: { ...moved.sync, byRevisionOnly: true } }, gitFacts(), T2],
      ],
      T2,
      'atLeast',
    ],
    [
      'more commits while some wait',
      [
        [moved, waiting(1, T0), T1],
        [moved, waiting(1, T1), T2],
      ],
      T0,
      'exact',
    ],
    [
      'both, from the later of the two on',
      [
        [drifted(T0), gitFacts(), T1],
        [{ ...drifted(T0), ...moved }, waiting(1, T2), T3],
      ],
      T2,
      'exact',
    ],
    [
      'an object that was created anew',
      [
        [synced, gitFacts(), T0],
        [{ uid: 'uid-2' }, gitFacts(), T1],
      ],
      T1,
      'atLeast',
    ],
  ])('%s', (_what, steps, at, precision) => {
    expect(walk(...steps).record.sync.since).toEqual({ at, precision });
  });
});
