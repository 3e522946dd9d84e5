import { Drift } from '@backstage-gitops/plugin-gitops-common';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { NO_FACTS, gitFacts, held, waiting } from '../__testUtils__/gitFacts';
import {
  observedApplication,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { judgeDivergence } from './divergence';

type Case = [
  what: string,
  observed: Parameters<typeof observedApplication>[0],
  git: ReturnType<typeof gitFacts>,
  openDrift: boolean,
  expected: Partial<ReturnType<typeof judgeDivergence>>,
];

const OPEN: Drift = {
  incidentId: 'incident',
  since: { at: '2026-11-01T00:00:00.000Z', precision: 'exact' },
  by: 'person',
  fields: [driftedField()],
  total: 1,
};
type Sync = Partial<ReturnType<typeof observedApplication>['sync']>;
const outOfSync: Sync = {
  status: 'OutOfSync',
  desiredRevisions: [REVISION_2],
};
const byRevision: Sync = { ...outOfSync, byRevisionOnly: true };
const drift = driftOf(driftedField());
const noDrift = driftOf();
const chart = [
  { type: 'helm', repoUrl: 'https://charts.example.com', chart: 'web' },
] as const;

const cases: Case[] = [
  // 1. The engine says Synced.
  ['Synced', {}, gitFacts(), false, { divergence: 'None', status: 'Synced' }],
  ['Synced, commits between', {}, waiting(3), false, { divergence: 'None' }],
  ['Synced, Git not known', {}, NO_FACTS, false, { divergence: 'None' }],
  ['Synced ends an incident', {}, gitFacts(), true, { divergence: 'None' }],
  // 2. It could not compare.
  [
    'comparison failed',
    { sync: { status: 'Unknown', comparisonFailed: 'no such path' }, drift },
    waiting(1),
    true,
    { divergence: 'Unknown', status: 'Unknown', reason: 'no such path' },
  ],
  [
    'comparison failed, old status',
    { sync: { status: 'Synced', comparisonFailed: 'fetch failed' } },
    gitFacts(),
    false,
    { divergence: 'Unknown', status: 'Unknown', reason: 'fetch failed' },
  ],
  [
    'status not known',
    { sync: { status: 'Unknown' } },
    gitFacts(),
    false,
    { divergence: 'Unknown', status: 'Unknown', reason: undefined },
  ],
  // 3. Git has moved on.
  [
    'commits wait',
    { sync: outOfSync },
    waiting(2),
    false,
    { divergence: 'Pending', status: 'OutOfSync' },
  ],
  [
    'spec differs',
    { sync: { ...outOfSync, sourceChanged: true } },
    NO_FACTS,
    false,
    { divergence: 'Pending' },
  ],
  [
    'never deployed',
    { sync: { ...outOfSync, deployedRevisions: [] } },
    NO_FACTS,
    false,
    { divergence: 'Pending' },
  ],
  [
    'deployed, but not known which revision',
    {
      sync: { ...outOfSync, deployedRevisions: [] },
      syncs: [{ key: 'h1', phase: 'Succeeded', deployed: true, revisions: [] }],
      drift: null,
    },
    NO_FACTS,
    false,
    {
      divergence: 'Unknown',
      reason: expect.stringContaining('is not checked here'),
    },
  ],
  [
    'other chart version',
    {
      sources: [...chart],
      sync: {
        status: 'OutOfSync',
        desiredRevisions: ['1.3.0'],
        deployedRevisions: ['1.2.0'],
      },
    },
    NO_FACTS,
    false,
    { divergence: 'Pending' },
  ],
  [
    'same chart version',
    {
      sources: [...chart],
      sync: {
        status: 'OutOfSync',
        desiredRevisions: ['1.2.0'],
        deployedRevisions: ['1.2.0'],
      },
    },
    NO_FACTS,
    false,
    { divergence: 'Unknown' },
  ],
  // 4. The cluster was changed.
  [
    'fields changed',
    { sync: { status: 'OutOfSync' }, drift },
    gitFacts(),
    false,
    { divergence: 'Drifted', status: 'OutOfSync' },
  ],
  [
    'fields changed, commits not counted',
    { sync: outOfSync, drift },
    NO_FACTS,
    false,
    { divergence: 'Drifted' },
  ],
  [
    'open incident, not checked',
    { sync: { status: 'OutOfSync' }, drift: null },
    gitFacts(),
    true,
    { divergence: 'Drifted' },
  ],
  [
    'open incident, checked and gone',
    { sync: { status: 'OutOfSync' }, drift: noDrift },
    gitFacts(),
    true,
    { divergence: 'Unknown' },
  ],
  // 5. Both.
  [
    'fields changed while commits wait',
    { sync: outOfSync, drift },
    waiting(1),
    false,
    { divergence: 'PendingAndDrifted' },
  ],
  [
    'open incident when Git moves',
    { sync: outOfSync, drift: null },
    waiting(1),
    true,
    { divergence: 'PendingAndDrifted' },
  ],
  [
    'incident over when Git moves',
    { sync: outOfSync, drift: noDrift },
    waiting(1),
    true,
    { divergence: 'Pending' },
  ],
  // 6. It differs, and nothing says why.
  [
    'two revisions alone',
    { sync: outOfSync },
    NO_FACTS,
    false,
    {
      divergence: 'Unknown',
      status: 'OutOfSync',
      reason: expect.stringContaining('not known yet'),
    },
  ],
  [
    'no commit and no field',
    { sync: { status: 'OutOfSync' }, drift: noDrift },
    gitFacts(),
    false,
    {
      divergence: 'Unknown',
      status: 'OutOfSync',
      reason: expect.stringContaining('no waiting commit'),
    },
  ],
  // An engine that compares revisions alone.
  [
    'revision moved, inputs did not',
    { sync: byRevision },
    gitFacts(),
    false,
    { divergence: 'None', status: 'Synced' },
  ],
  [
    'revision moved, not counted',
    { sync: byRevision },
    NO_FACTS,
    false,
    { divergence: 'Unknown', status: 'OutOfSync' },
  ],
  [
    'revision and inputs moved',
    { sync: byRevision },
    waiting(1),
    false,
    { divergence: 'Pending', status: 'OutOfSync' },
  ],
  [
    'same revision, fields changed',
    { sync: { status: 'Synced', byRevisionOnly: true }, drift },
    waiting(1),
    false,
    { divergence: 'Drifted', status: 'OutOfSync' },
  ],
  [
    'same revision, nothing changed',
    { sync: { status: 'Synced', byRevisionOnly: true }, drift: noDrift },
    waiting(1),
    true,
    { divergence: 'None', status: 'Synced' },
  ],
  // 5. The parent has still to apply what Git says of it.
  [
    'in agreement with what the parent has applied',
    {},
    held(1),
    true,
    { divergence: 'Pending', status: 'Synced' },
  ],
  [
    'in agreement by revision, held by the parent',
    { sync: { status: 'Synced', byRevisionOnly: true }, drift: noDrift },
    held(1),
    false,
    { divergence: 'Pending', status: 'Synced' },
  ],
  [
    'changed by hand, held by the parent',
    { sync: { status: 'Synced', byRevisionOnly: true }, drift },
    held(1),
    false,
    { divergence: 'PendingAndDrifted', status: 'OutOfSync' },
  ],
  [
    'not compared, held by the parent',
    { sync: { status: 'Unknown', comparisonFailed: 'no such chart' } },
    held(1),
    false,
    { divergence: 'Unknown', status: 'Unknown' },
  ],
  [
    'a release that failed, with nothing held',
    {
      sources: [...chart],
      sync: {
        status: 'OutOfSync',
        byRevisionOnly: true,
        desiredRevisions: ['1.2.0'],
        deployedRevisions: ['1.2.0'],
      },
      drift: noDrift,
    },
    gitFacts(),
    false,
    { divergence: 'Unknown', status: 'OutOfSync' },
  ],
];

describe('judgeDivergence', () => {
  it.each(cases)('%s', (_what, observed, git, open, expected) => {
    expect(
      judgeDivergence(observedApplication(observed), git, open ? OPEN : null),
    ).toMatchObject(expected);
  });
});
