import {
  ObservedApplication,
  observedApplicationSchema,
} from '@backstage-gitops/plugin-gitops-node';
import { madeApplication } from '../__testUtils__/recordings';
import { projectApplication } from './projectApplication';

const FIRST = 'd1'.repeat(20);
const SECOND = 'd2'.repeat(20);
const HYDRATED = 'e1'.repeat(20);

const project = (state: string, previous?: ObservedApplication) =>
  projectApplication(madeApplication(`hydrator-${state}`), { previous });

const known = (state: string) => project(state, project('synced'));

describe('an application with a source hydrator', () => {
  it('has its commits where people commit', () => {
    expect(project('synced').sources).toEqual([
      {
        type: 'git',
        repoUrl: 'https://git.example.com/acme/shop.git',
        path: 'deploy/overlays/production',
        chart: undefined,
        targetRevision: 'main',
      },
    ]);
  });

  it('runs the commit that was hydrated, not the one that came of it', () => {
    const { sync, syncs, conditions } = project('synced');
    expect(sync).toMatchObject({
      status: 'Synced',
      desiredRevisions: [FIRST],
      deployedRevisions: [FIRST],
      sourceChanged: false,
    });
    expect(syncs).toMatchObject([{ key: 'h0', revisions: [FIRST] }]);
    expect(conditions).toEqual([]);
  });

  it('waits for hydration: nothing newer can be synced yet', () => {
    const { sync, conditions } = project('hydrating');
    expect(sync).toMatchObject({
      desiredRevisions: [FIRST],
      deployedRevisions: [FIRST],
    });
    expect(conditions).toEqual([
      {
        type: 'Hydrating',
        message:
          'Commit d2d2d2d is being hydrated; it can be synced only after that',
        since: '2026-11-21T11:00:00.000Z',
      },
    ]);
  });

  it('says why it could not be hydrated', () => {
    expect(project('failed').conditions).toEqual([
      {
        type: 'HydrationFailed',
        message: expect.stringMatching(
          /^Commit d2d2d2d could not be hydrated, so that it cannot be synced: .*kustomize build failed$/,
        ),
        since: '2026-11-21T11:00:07.000Z',
      },
    ]);
  });

  it('waits for a sync, once hydrated', () => {
    const { sync, conditions } = known('waiting-for-sync');
    expect(sync).toMatchObject({
      status: 'OutOfSync',
      desiredRevisions: [SECOND],
      deployedRevisions: [FIRST],
    });
    expect(conditions).toEqual([]);
  });

  it('still knows which commit runs when Argo CD tells of the next one', () => {
    const { syncs } = known('waiting-for-sync');
    expect(syncs).toMatchObject([{ key: 'h0', revisions: [FIRST] }]);
    const twice = project('waiting-for-sync', known('waiting-for-sync'));
    expect(twice.sync.deployedRevisions).toEqual([FIRST]);
  });

  it('still knows it of a sync that ran when it was told', () => {
    const operation = (phase: string) => ({
      phase,
      startedAt: '2026-11-21T12:00:00Z',
      operation: { sync: { revision: HYDRATED } },
      syncResult: {
        revision: HYDRATED,
        source: { repoURL: 'https://git.example.com/acme/hydrated.git' },
      },
    });
    const running = madeApplication('hydrator-synced');
    Object.assign(running.status ?? {}, {
      history: [],
      operationState: operation('Running'),
    });
    const previous = projectApplication(running, {});
    const key = 'o2026-11-21T12:00:00.000Z';
    expect(previous.syncs).toMatchObject([{ key, revisions: [FIRST] }]);

    const failed = madeApplication('hydrator-waiting-for-sync');
    Object.assign(failed.status ?? {}, {
      history: [],
      operationState: operation('Failed'),
    });
    expect(projectApplication(failed, { previous }).syncs).toMatchObject([
      { key, phase: 'Failed', revisions: [FIRST] },
    ]);

    const done = madeApplication('hydrator-waiting-for-sync');
    const { status } = done;
    Object.assign(status?.operationState ?? {}, operation('Succeeded'));
    for (const entry of status?.history ?? []) {
      entry.deployStartedAt = '2026-11-21T12:00:00Z';
    }
    const { sync, syncs } = projectApplication(done, { previous });
    expect(sync.deployedRevisions).toEqual([FIRST]);
    expect(syncs).toMatchObject([
      { key: 'h0', formerKey: key, revisions: [FIRST] },
    ]);
  });

  it('does not guess which commit runs where that was never told', () => {
    const { sync, syncs } = project('waiting-for-sync');
    expect(sync).toMatchObject({
      desiredRevisions: [SECOND],
      deployedRevisions: [],
    });
    expect(syncs).toMatchObject([{ deployed: true, revisions: [HYDRATED] }]);
    const twice = project('waiting-for-sync', project('waiting-for-sync'));
    expect(twice.sync.deployedRevisions).toEqual([]);
  });

  it('runs a later commit that was hydrated to the same, and keeps what was synced', () => {
    const later = madeApplication('hydrator-synced');
    const done = later.status?.sourceHydrator;
    for (const each of [
      done?.currentOperation,
      done?.lastSuccessfulOperation,
    ]) {
      Object.assign(each ?? {}, { drySHA: SECOND });
    }
    const { sync, syncs } = projectApplication(later, {
      previous: project('synced'),
    });
    expect(sync.deployedRevisions).toEqual([SECOND]);
    expect(syncs).toMatchObject([{ revisions: [FIRST] }]);
  });

  it.each(['synced', 'hydrating', 'failed', 'waiting-for-sync'])(
    'fits the contract when it is %s',
    state => {
      expect(observedApplicationSchema.safeParse(project(state)).success).toBe(
        true,
      );
    },
  );
});
