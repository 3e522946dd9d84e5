import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { recordedApplication } from '../__testUtils__/recordings';
import { projectApplication } from './projectApplication';

const FIRST = 'd852ae906cd07e70618246ed81f27feb0933311e';
const SECOND = '7213809408c800d584953d098916d732f1497987';
const THIRD = '2252bbb';
const REVERT = 'cb63e71';

function project(name: string) {
  return projectApplication(recordedApplication(name), {
    frontendUrl: 'https://argocd.example.com',
  });
}

// What each recorded state reads as: sync, desired, deployed, health, operation.
const short = (revisions: string[]) => revisions.map(each => each.slice(0, 7));
const first = short([FIRST]);
const second = short([SECOND]);

describe.each([
  ['missing-never-synced', 'OutOfSync', first, [], 'Missing', null],
  ['synced-healthy-auto', 'Synced', first, first, 'Healthy', 'Succeeded'],
  ['synced-healthy-manual', 'Synced', first, first, 'Healthy', 'Succeeded'],
  ['outofsync-pending', 'OutOfSync', second, first, 'Healthy', 'Succeeded'],
  [
    'synced-newer-revision-not-touching-path',
    'Synced',
    second,
    first,
    'Healthy',
    'Succeeded',
  ],
  ['outofsync-drifted', 'OutOfSync', second, first, 'Healthy', 'Succeeded'],
  // The last operation of these two was a dry run, which deployed nothing.
  [
    'outofsync-pending-and-drifted',
    'OutOfSync',
    second,
    first,
    'Healthy',
    null,
  ],
  ['after-dryrun', 'OutOfSync', second, first, 'Healthy', null],
  ['after-partial-sync', 'OutOfSync', second, first, 'Healthy', 'Succeeded'],
  ['drift-synced-away', 'Synced', second, second, 'Progressing', 'Succeeded'],
  ['self-healed', 'Synced', second, second, 'Healthy', 'Succeeded'],
  ['two-deployments', 'Synced', [THIRD], [THIRD], 'Progressing', 'Succeeded'],
  ['after-rollback', 'OutOfSync', [THIRD], first, 'Healthy', 'Succeeded'],
  ['after-git-revert', 'Synced', [REVERT], [REVERT], 'Healthy', 'Succeeded'],
  ['sync-failed', 'OutOfSync', second, [], 'Missing', 'Failed'],
  ['operation-running', 'OutOfSync', second, [], 'Missing', 'Running'],
  ['operation-terminating', 'OutOfSync', second, [], 'Missing', 'Failed'],
  ['operation-terminated', 'OutOfSync', second, [], 'Missing', 'Failed'],
  [
    'operation-blocked-by-window-when-patched',
    'OutOfSync',
    second,
    [],
    'Missing',
    'Running',
  ],
  ['error-nopath', 'Unknown', [], [], 'Healthy', null],
  ['error-badrepo', 'Unknown', [], [], 'Healthy', null],
  ['error-badrevision', 'Unknown', [], [], 'Healthy', null],
  ['error-badcluster', 'Unknown', second, [], 'Unknown', null],
  ['degraded', 'Synced', [THIRD], [THIRD], 'Degraded', 'Succeeded'],
  ['health-suspended', 'Synced', second, second, 'Suspended', 'Succeeded'],
  [
    'multi-source',
    'Synced',
    [...second, ...second],
    [...second, ...second],
    'Healthy',
    'Succeeded',
  ],
  [
    'deleting',
    'Synced',
    [REVERT, REVERT],
    [...second, ...second],
    'Healthy',
    'Succeeded',
  ],
])('recorded get-%s', (name, sync, desired, deployed, health, phase) => {
  const observed = project(`get-${name}`);

  it('says what Argo CD says', () => {
    expect(observed.sync.status).toBe(sync);
    expect(observed.health.status).toBe(health);
    expect(observed.operation?.phase ?? null).toBe(phase);
  });

  it('tells desired from deployed', () => {
    expect(short(observed.sync.desiredRevisions)).toEqual(desired);
    expect(short(observed.sync.deployedRevisions)).toEqual(deployed);
    expect(observed.sync.sourceChanged).toBe(false);
  });

  it('has a reason exactly where nothing could be compared', () => {
    expect(Boolean(observed.sync.comparisonFailed)).toBe(sync === 'Unknown');
  });

  it('fits the contract', () => {
    expect(observedApplicationSchema.safeParse(observed).success).toBe(true);
    expect(observed.paused).toBeNull();
  });
});
