import {
  CommitRef,
  MAX_PREVIEW_ITEMS,
  OperationPreview,
  OperationType,
  operationTypeSchema,
} from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { gitFacts, held, waiting } from '../__testUtils__/gitFacts';
import {
  observedApplication,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { GitFacts } from '../git/types';
import { transition } from '../transition';
import { PreviewFacts, previewOf } from './preview';

const COMMIT: CommitRef = {
  sha: REVISION_2,
  subject: 'Raise the limit',
  author: 'Robin Example',
  at: '2026-11-20T10:00:00.000Z',
  url: null,
};
const CHANGED = {
  group: 'apps',
  kind: 'Deployment',
  name: 'web',
  prune: false,
};

/** What is known of an application that is seen like this. */
function facts(
  seen: Parameters<typeof observedApplication>[0] = {},
  {
    git = gitFacts(),
    reachable = true,
    syncWindow = null,
  }: Partial<Pick<PreviewFacts, 'reachable' | 'syncWindow'>> & {
    git?: GitFacts;
  } = {},
): PreviewFacts {
  const observed = observedApplication(seen);
  const { record } = transition(
    undefined,
    observed,
    git,
    '2026-11-20T10:00:00.000Z',
    { id: 'one', engine: 'argocd', instance: 'main', gap: false },
  );
  return {
    record,
    changes: observed.changes,
    waiting: Array.from({ length: git.pendingCommits ?? 0 }, () => COMMIT),
    reachable,
    syncWindow,
  };
}

const DIFFERENT = { sync: { status: 'OutOfSync' as const } };
const CLOSED = {
  automated: { allowed: false, until: null },
  manual: { allowed: false, until: null },
};
const BEHIND = { ...waiting(2), pendingCommitsSeenByEngine: 0 };
const PAUSED = { paused: { by: 'robin' } };
const MANUAL = {
  automation: { enabled: false, selfHeal: false, prune: false },
};

describe('previewOf', () => {
  it.each<[string, OperationType, PreviewFacts, OperationPreview['notes']]>([
    ['nothing waits', 'sync', facts(), ['nothingToDo']],
    ['a commit waits', 'sync', facts(DIFFERENT, { git: waiting(1) }), []],
    [
      'Git is ahead of the engine',
      'sync',
      facts({}, { git: BEHIND }),
      ['engineBehindGit'],
    ],
    [
      'a commit changes nothing',
      'sync',
      facts({}, { git: waiting(1) }),
      ['nothingToDo'],
    ],
    [
      'only its parent has something to apply',
      'sync',
      facts({}, { git: held(1) }),
      ['waitsForParent'],
    ],
    [
      'the parent has not even seen it',
      'sync',
      facts({}, { git: { ...held(1), pendingCommitsSeenByEngine: 0 } }),
      ['waitsForParent'],
    ],
    ['it differs', 'sync', facts(DIFFERENT), []],
    ['it is paused', 'sync', facts({ ...DIFFERENT, ...PAUSED }), ['paused']],
    [
      'only its automation is paused',
      'sync',
      facts({ ...DIFFERENT, ...PAUSED, ...MANUAL }),
      [],
    ],
    [
      'it is away and at work',
      'sync',
      facts(
        { ...DIFFERENT, operation: { phase: 'Running' } },
        { reachable: false },
      ),
      ['stale', 'running'],
    ],
    [
      'it has ended',
      'sync',
      facts({ ...DIFFERENT, operation: { phase: 'Failed' } }),
      [],
    ],
    [
      'nobody may sync now',
      'sync',
      facts(DIFFERENT, { syncWindow: CLOSED }),
      ['windowClosed'],
    ],
    [
      'only automation may not',
      'sync',
      facts(DIFFERENT, {
        syncWindow: { ...CLOSED, manual: { allowed: true, until: null } },
      }),
      [],
    ],
    [
      'nobody may sync now',
      'refresh',
      facts(DIFFERENT, { syncWindow: CLOSED }),
      [],
    ],
    ['anything', 'refresh', facts(), []],
    ['it is paused', 'refresh', facts(PAUSED), ['paused']],
    ['it is not paused', 'suspend', facts(), []],
    ['it is paused', 'suspend', facts(PAUSED), ['nothingToDo']],
    ['it is paused', 'resume', facts(PAUSED), []],
    ['it is not paused', 'resume', facts(DIFFERENT), ['nothingToDo']],
  ])('notes where %s for a %s', (_case, type, known, notes) => {
    expect(previewOf(type, known).notes).toEqual(notes);
  });

  it('tells of a sync and of a resume what they apply and undo', () => {
    const known = facts(
      {
        ...DIFFERENT,
        drift: driftOf(driftedField()),
        changes: { resources: [CHANGED], total: 7 },
      },
      { git: waiting(2) },
    );
    for (const type of ['sync', 'resume'] as const) {
      expect(previewOf(type, known)).toMatchObject({
        type,
        commits: [COMMIT, COMMIT],
        totalCommits: 2,
        resources: { items: [CHANGED], total: 7 },
        undoes: { fields: [{ path: 'spec.replicas' }], total: 1 },
      });
    }
    for (const type of ['refresh', 'suspend'] as const) {
      expect(previewOf(type, known)).toMatchObject({
        commits: [],
        totalCommits: 0,
        resources: { items: [], total: 0 },
        undoes: { fields: [], total: 0 },
      });
    }
  });

  it('does not make nothing of what is not known', () => {
    const known = facts(
      { sync: { status: 'Unknown' } },
      { git: gitFacts({ pendingCommits: null, desired: [] }) },
    );
    expect(previewOf('sync', known)).toMatchObject({
      totalCommits: null,
      resources: null,
      notes: [],
    });
  });

  it('never lists more than a person reads, and counts all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...operationTypeSchema.options),
        fc.nat(60),
        fc.nat(60),
        (type, commits, changes) => {
          const resources = Array.from({ length: changes }, () => CHANGED);
          const preview = previewOf(
            type,
            facts(
              { ...DIFFERENT, changes: { resources, total: changes } },
              { git: waiting(commits) },
            ),
          );
          const shown = [preview.commits, preview.resources?.items ?? []];
          for (const list of shown) {
            expect(list.length).toBeLessThanOrEqual(MAX_PREVIEW_ITEMS);
          }
          expect(preview.commits.length).toBeLessThanOrEqual(
            preview.totalCommits ?? 0,
          );
        },
      ),
    );
  });
});
