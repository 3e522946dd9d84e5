import fc from 'fast-check';
import { Divergence, HealthStatus } from '../vocabulary';
import { DisplayInput, displayState, DisplayWord } from './displayState';

const since = { at: '2030-01-01T00:00:00.000Z', precision: 'exact' } as const;

function application(
  sync: Partial<DisplayInput['sync']> = {},
  rest: Partial<Omit<DisplayInput, 'sync'>> = {},
): DisplayInput {
  return {
    sync: {
      status: 'Synced',
      divergence: 'None',
      since,
      driftChecked: true,
      desired: { engine: ['b'], git: ['b'] },
      engineBehindGit: false,
      deployedRevisions: ['b'],
      relation: { state: 'same', ahead: 0, behind: 0 },
      pendingCommits: 0,
      ...sync,
    },
    health: { status: 'Healthy', since },
    operation: null,
    paused: null,
    drift: null,
    conditions: [],
    automation: { enabled: false, selfHeal: false, prune: false },
    stale: false,
    ...rest,
  };
}

const outOfSync = { status: 'OutOfSync' } as const;
const failed = { phase: 'Failed', message: 'refused' } as const;

describe('displayState', () => {
  it.each<[string, DisplayInput, DisplayWord[]]>([
    ['in sync', application(), ['Synced']],
    [
      'in agreement, and held by its parent, after an old failure',
      application(
        { divergence: 'Pending', pendingCommits: 1, pendingInParent: 1 },
        { operation: failed },
      ),
      ['Pending'],
    ],
    [
      'Git ahead',
      application({ ...outOfSync, divergence: 'Pending', pendingCommits: 3 }),
      ['Pending'],
    ],
    [
      'changed by hand',
      application({ ...outOfSync, divergence: 'Drifted' }),
      ['Drifted'],
    ],
    [
      'both',
      application({ ...outOfSync, divergence: 'PendingAndDrifted' }),
      ['Drifted', 'Pending'],
    ],
    [
      'engine has not fetched',
      application({ engineBehindGit: true, pendingCommits: 1 }),
      ['EngineBehind'],
    ],
    [
      'comparison failed',
      application({
        status: 'Unknown',
        divergence: 'Unknown',
        reason: 'repository not found',
      }),
      ['CannotCompare'],
    ],
    [
      'no evidence',
      application({ ...outOfSync, divergence: 'Unknown' }),
      ['Differs'],
    ],
    [
      'nothing known',
      application(
        { status: 'Unknown', divergence: 'Unknown' },
        { health: { status: 'Unknown', since } },
      ),
      ['Unknown', 'HealthUnknown'],
    ],
    [
      'sync failed while pending',
      application(
        { ...outOfSync, divergence: 'Pending', pendingCommits: 1 },
        { operation: failed },
      ),
      ['SyncFailed', 'Pending'],
    ],
    [
      'an old failure, since agreed',
      application({}, { operation: failed }),
      ['Synced'],
    ],
    [
      'a failure that is why it cannot be compared',
      application(
        { status: 'Unknown', divergence: 'Unknown', reason: 'refused' },
        { operation: failed },
      ),
      ['CannotCompare'],
    ],
    [
      'syncing',
      application(
        { ...outOfSync, divergence: 'Pending', pendingCommits: 1 },
        { operation: { phase: 'Running' } },
      ),
      ['Syncing', 'Pending'],
    ],
    [
      'paused with Git ahead',
      application(
        { ...outOfSync, divergence: 'Pending', pendingCommits: 2 },
        { paused: { by: 'sam', since } },
      ),
      ['Pending', 'Paused'],
    ],
    [
      'degraded in sync',
      application({}, { health: { status: 'Degraded', since } }),
      ['Degraded'],
    ],
    [
      'newest commit could not be hydrated, what was before is in sync',
      application(
        { engineBehindGit: true },
        { conditions: [{ type: 'HydrationFailed', message: 'no such path' }] },
      ),
      ['HydrationFailed', 'EngineBehind'],
    ],
    [
      'the same where Git is not known, after a sync that failed',
      application(
        { ...outOfSync, divergence: 'Pending' },
        {
          conditions: [{ type: 'HydrationFailed', message: 'no such path' }],
          operation: failed,
        },
      ),
      ['SyncFailed', 'HydrationFailed', 'Pending'],
    ],
    [
      'newest commit is being hydrated',
      application({}, { conditions: [{ type: 'Hydrating', message: '…' }] }),
      ['Hydrating'],
    ],
    [
      'being deleted',
      application({}, { conditions: [{ type: 'Deleting', message: '…' }] }),
      ['Deleting'],
    ],
    [
      'in sync, with a condition that is no state',
      application({}, { conditions: [{ type: 'Ready', message: '…' }] }),
      ['Synced'],
    ],
    [
      'in sync, health not known',
      application({}, { health: { status: 'Unknown', since } }),
      ['Synced', 'HealthUnknown'],
    ],
  ])('%s', (_, input, words) => {
    const { first, others } = displayState(input);
    expect([first, ...others].map(mark => mark.word)).toEqual(words);
  });

  it('says why a commit could not be hydrated, and since when', () => {
    const message = 'Commit d2d2d2d could not be hydrated: no such path';
    const conditions = [
      { type: 'HydrationFailed', message, since: since.at },
      { type: 'HydrationFailed', message: 'again' },
    ];
    expect(displayState(application({}, { conditions }))).toMatchObject({
      first: { tone: 'danger', since, reason: message },
      others: [],
    });
  });

  it('says that drift was not checked, and how many commits wait', () => {
    const { first } = displayState(
      application({
        ...outOfSync,
        divergence: 'Pending',
        pendingCommits: 3,
        driftChecked: false,
      }),
    );
    expect(first).toMatchObject({ commits: 3, driftNotChecked: true });
  });

  const window = (automated: boolean, manual: boolean) => ({
    automated: { allowed: automated, until: '2030-01-02T00:00:00.000Z' },
    manual: { allowed: manual, until: '2030-01-01T00:00:00.000Z' },
  });
  const automation = { enabled: true, selfHeal: false, prune: false };

  it.each<[string, DisplayInput, object[]]>([
    [
      'automation waits, and nobody may',
      application(
        { ...outOfSync, divergence: 'Pending' },
        { automation, syncWindow: window(false, false) },
      ),
      [{ opensAt: '2030-01-01T00:00:00.000Z', letsPeople: false }],
    ],
    [
      'automation waits, and people may',
      application(
        { ...outOfSync, divergence: 'PendingAndDrifted' },
        { automation, syncWindow: window(false, true) },
      ),
      [{ opensAt: '2030-01-02T00:00:00.000Z', letsPeople: true }],
    ],
    [
      'a person is waited for, and nobody may',
      application(
        { ...outOfSync, divergence: 'Pending' },
        { syncWindow: window(false, false) },
      ),
      [{ opensAt: '2030-01-01T00:00:00.000Z', letsPeople: false }],
    ],
    [
      'a person is waited for, and may',
      application(
        { ...outOfSync, divergence: 'Pending' },
        { syncWindow: window(false, true) },
      ),
      [],
    ],
    [
      'automation would not undo it anyway, and people may',
      application(
        { ...outOfSync, divergence: 'Drifted' },
        { automation, syncWindow: window(false, true) },
      ),
      [],
    ],
    [
      'automation is to undo it',
      application(
        { ...outOfSync, divergence: 'Drifted' },
        {
          automation: { ...automation, selfHeal: true },
          syncWindow: window(false, true),
        },
      ),
      [{ letsPeople: true }],
    ],
    [
      'it is in sync',
      application({}, { automation, syncWindow: window(false, false) }),
      [],
    ],
    [
      'all may',
      application(
        { ...outOfSync, divergence: 'Pending' },
        { automation, syncWindow: window(true, true) },
      ),
      [],
    ],
  ])('says that a window is closed where that matters: %s', (_, input, is) => {
    const { first, others } = displayState(input);
    expect(first.word).not.toBe('WindowClosed');
    expect(others.filter(({ word }) => word === 'WindowClosed')).toMatchObject(
      is,
    );
  });

  it('gives the pending part of both no age that is not its own', () => {
    const { others } = displayState(
      application({ ...outOfSync, divergence: 'PendingAndDrifted' }),
    );
    expect(others).toEqual([
      expect.objectContaining({ word: 'Pending', since: undefined }),
    ]);
  });

  it('reads as fine only what is known to be fine', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Divergence>(
          'None',
          'Pending',
          'Drifted',
          'PendingAndDrifted',
          'Unknown',
        ),
        fc.constantFrom<HealthStatus>(
          'Healthy',
          'Progressing',
          'Degraded',
          'Suspended',
          'Missing',
          'Unknown',
        ),
        fc.boolean(),
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        (divergence, status, engineBehindGit, reason) => {
          const { first } = displayState(
            application(
              { divergence, engineBehindGit, reason },
              { health: { status, since } },
            ),
          );
          const agrees = divergence === 'None' && !engineBehindGit;
          const notUnwell = status === 'Healthy' || status === 'Unknown';
          expect(first.tone === 'success').toBe(agrees && notUnwell);
        },
      ),
    );
  });
});
