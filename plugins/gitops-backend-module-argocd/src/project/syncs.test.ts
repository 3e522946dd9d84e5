import fc from 'fast-check';
import {
  MAX_OBSERVED_SYNCS,
  observedSyncSchema,
} from '@backstage-gitops/plugin-gitops-node';
import { changedBody, recordedApplication } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectSyncs } from './syncs';

/** Key, phase, deployed or not, short revisions, initiator. */
function short(name: string) {
  return projectSyncs(recordedApplication(name)).map(
    ({ key, phase, deployed, revisions, initiatedBy }) =>
      [
        key,
        phase,
        deployed ? 'deployed' : 'not deployed',
        revisions.map(each => each.slice(0, 7)).join(' '),
        initiatedBy?.automated ? 'automated' : initiatedBy?.name,
      ].join(', '),
  );
}

const at = (time: string) => `o2026-11-20T${time}.000Z`;

describe.each([
  ['missing-never-synced', []],
  ['synced-healthy-auto', ['h0, Succeeded, deployed, d852ae9, automated']],
  ['synced-healthy-manual', ['h0, Succeeded, deployed, d852ae9, admin']],
  ['outofsync-pending', ['h0, Succeeded, deployed, d852ae9, admin']],
  // A newer revision is compared with; it was not applied.
  [
    'synced-newer-revision-not-touching-path',
    ['h0, Succeeded, deployed, d852ae9, admin'],
  ],
  ['outofsync-drifted', ['h0, Succeeded, deployed, d852ae9, admin']],
  // Their last operation says Succeeded at a newer revision, and was a dry run.
  ['after-dryrun', ['h0, Succeeded, deployed, d852ae9, admin']],
  [
    'outofsync-pending-and-drifted',
    ['h0, Succeeded, deployed, d852ae9, admin'],
  ],
  [
    'after-partial-sync',
    [
      'h0, Succeeded, deployed, d852ae9, admin',
      `${at('23:54:10')}, Succeeded, not deployed, 7213809, admin`,
    ],
  ],
  [
    'drift-synced-away',
    [
      'h0, Succeeded, deployed, d852ae9, admin',
      'h1, Succeeded, deployed, 7213809, admin',
    ],
  ],
  // Argo CD heals by syncing the one resource.
  [
    'self-healed',
    [
      'h0, Succeeded, deployed, d852ae9, automated',
      'h1, Succeeded, deployed, 7213809, automated',
      `${at('23:54:01')}, Succeeded, not deployed, 7213809, automated`,
    ],
  ],
  [
    'two-deployments',
    [
      'h0, Succeeded, deployed, d852ae9, admin',
      'h1, Succeeded, deployed, 2252bbb, admin',
    ],
  ],
  [
    'after-rollback',
    [
      'h0, Succeeded, deployed, d852ae9, admin',
      'h1, Succeeded, deployed, 2252bbb, admin',
      'h2, Succeeded, deployed, d852ae9, admin',
    ],
  ],
  [
    'after-git-revert',
    [
      'h0, Succeeded, deployed, d852ae9, automated',
      'h1, Succeeded, deployed, 7213809, automated',
      'h2, Succeeded, deployed, cb63e71, automated',
    ],
  ],
  ['sync-failed', [`${at('23:55:19')}, Failed, not deployed, 7213809, admin`]],
  [
    'operation-running',
    [`${at('23:55:28')}, Running, not deployed, 7213809, admin`],
  ],
  [
    'operation-terminated',
    [`${at('23:55:28')}, Failed, not deployed, 7213809, admin`],
  ],
  // What it is to sync to is not resolved yet: `main`.
  [
    'operation-blocked-by-window-when-patched',
    [`${at('23:55:15')}, Running, not deployed, , user:default/robin`],
  ],
  ['error-nopath', []],
  ['multi-source', ['h0, Succeeded, deployed, 7213809 7213809, automated']],
  ['deleting', ['h0, Succeeded, deployed, 7213809 7213809, automated']],
])('recorded get-%s', (name, expected) => {
  it('remembers these syncs', () => {
    expect(short(`get-${name}`)).toEqual(expected);
  });
});

function changed(name: string, changes: Record<string, unknown>) {
  const application = parseApplication(changedBody(name, changes));
  if (!application) throw new Error(`${name} is no application`);
  return projectSyncs(application);
}

describe('projectSyncs', () => {
  it('tells a whole sync, the last one with the words of its operation', () => {
    expect(projectSyncs(recordedApplication('get-two-deployments'))).toEqual([
      {
        key: 'h0',
        formerKey: at('23:53:02'),
        phase: 'Succeeded',
        deployed: true,
        revisions: ['d852ae906cd07e70618246ed81f27feb0933311e'],
        startedAt: '2026-11-20T23:53:02.000Z',
        finishedAt: '2026-11-20T23:53:02.000Z',
        initiatedBy: { name: 'admin', automated: false },
      },
      {
        key: 'h1',
        formerKey: at('23:56:25'),
        phase: 'Succeeded',
        deployed: true,
        revisions: ['2252bbb62b65fd78e785889c5460634ce54f1746'],
        startedAt: '2026-11-20T23:56:25.000Z',
        finishedAt: '2026-11-20T23:56:25.000Z',
        initiatedBy: { name: 'admin', automated: false },
        message: 'successfully synced (all tasks run)',
      },
    ]);
  });

  it('keeps the words of a failure, which are all that there is of it', () => {
    const [failed] = projectSyncs(recordedApplication('get-sync-failed'));
    expect(failed.message).toContain('one or more objects failed to apply');
    expect(failed.finishedAt).toBe('2026-11-20T23:55:19.000Z');
  });

  it('names the person who asked in the portal while the operation is known', () => {
    const [sync] = changed('get-synced-healthy-manual', {
      'status > operationState > operation > info': [
        { name: 'backstage.io/gitops-requested-by', value: 'user:default/kim' },
      ],
    });
    expect(sync).toMatchObject({
      key: 'h0',
      initiatedBy: { name: 'user:default/kim', automated: false },
    });
  });

  it('is deployed once it is in the history, while the operation still reads Running', () => {
    const syncs = changed('get-synced-healthy-manual', {
      'status > operationState > phase': 'Running',
      'status > operationState > finishedAt': undefined,
      'status > operationState > message': 'waiting for healthy state',
    });
    expect(syncs).toMatchObject([{ key: 'h0', phase: 'Succeeded' }]);
    expect(syncs[0].message).toBeUndefined();
  });

  it.each([
    ['Terminating', 'Running'],
    ['Error', 'Failed'],
  ])('reads %s as %s', (phase, expected) => {
    expect(
      changed('get-operation-running', {
        'status > operationState > phase': phase,
      }),
    ).toMatchObject([{ phase: expected, deployed: false }]);
  });

  it('is deployed without a history entry, too, where none are kept', () => {
    expect(
      changed('get-synced-healthy-manual', { 'status > history': undefined }),
    ).toMatchObject([{ key: at('23:53:02'), deployed: true }]);
  });

  it('knows an operation by its end where the history does not tell its start', () => {
    expect(
      changed('get-synced-healthy-manual', {
        'status > history > 0 > deployStartedAt': undefined,
      }),
    ).toMatchObject([{ key: 'h0', message: expect.any(String) }]);
  });

  it('does not invent who began it', () => {
    const [sync] = changed('get-synced-healthy-manual', {
      'status > history > 0 > initiatedBy': {},
      'status > operationState > operation > initiatedBy': {},
    });
    expect(sync.initiatedBy).toBeUndefined();
  });

  const second = (n: number) =>
    new Date(Date.UTC(2026, 10, 20) + n * 1000).toISOString();
  const time = fc.oneof(
    fc.nat({ max: 40 }).map(second),
    fc.constantFrom('', 'soon', undefined),
  );
  const entry = fc.record({
    id: fc.oneof(fc.nat({ max: 60 }), fc.constant(undefined)),
    revision: fc.constantFrom('a'.repeat(40), 'main', ''),
    deployStartedAt: time,
    deployedAt: time,
    initiatedBy: fc.constantFrom({}, { username: 'admin' }, undefined),
  });
  const state = fc.record({
    phase: fc.constantFrom('Running', 'Succeeded', 'Failed', 'Error', 'Odd'),
    startedAt: time,
    finishedAt: time,
    operation: fc.record({
      sync: fc.record({
        dryRun: fc.boolean(),
        resources: fc.constantFrom([], [{}], undefined),
      }),
    }),
  });

  it('is in order, of one sync each, and bounded, whatever Argo CD says', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 50 }),
        fc.option(state),
        (history, operationState) => {
          const syncs = changed('get-synced-healthy-manual', {
            'status > history': history,
            'status > operationState': operationState,
          });
          expect(observedSyncSchema.array().safeParse(syncs).success).toBe(
            true,
          );
          expect(syncs.length).toBeLessThanOrEqual(MAX_OBSERVED_SYNCS);
          const keys = syncs.map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
          const former = syncs.flatMap(({ formerKey }) => formerKey ?? []);
          expect(new Set(former).size).toBe(former.length);
          const times = syncs.map(
            ({ startedAt, finishedAt }) => startedAt ?? finishedAt ?? '',
          );
          expect(times).toEqual([...times].sort());
        },
      ),
    );
  });

  it('keeps the newest of many', () => {
    const history = Array.from({ length: 50 }, (_, n) => ({
      id: n,
      revision: 'a'.repeat(40),
      deployStartedAt: second(n),
      deployedAt: second(n),
    }));
    const keys = changed('get-synced-healthy-manual', {
      'status > history': history,
      'status > operationState': undefined,
    }).map(({ key }) => key);
    expect(keys).toEqual(
      Array.from({ length: MAX_OBSERVED_SYNCS }, (_, n) => `h${30 + n}`),
    );
  });
});
