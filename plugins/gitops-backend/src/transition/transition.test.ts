import { gitFacts, held } from '../__testUtils__/gitFacts';
import { REVISION_1, REVISION_2 } from '../__testUtils__/observedApplication';
import {
  T0,
  T1,
  T2,
  drifted,
  synced,
  moved,
  walk,
} from '../__testUtils__/walk';

describe('health', () => {
  it('has the time that the engine gives', () => {
    const { record } = walk([
      { health: { status: 'Degraded', since: T0 } },
      gitFacts(),
      T1,
    ]);
    expect(record.health.since).toEqual({ at: T0, precision: 'exact' });
  });

  it('has the time it was seen where the engine gives none', () => {
    const { record } = walk(
      [synced, gitFacts(), T0],
      [{ health: { status: 'Degraded' } }, gitFacts(), T1],
      [{ health: { status: 'Degraded', message: 'again' } }, gitFacts(), T2],
    );
    expect(record.health).toMatchObject({
      message: 'again',
      since: { at: T1, precision: 'exact' },
    });
  });

  it('is not fine beside a comparison that failed', () => {
    const { record } = walk(
      [synced, gitFacts(), T0],
      [
        { sync: { status: 'Unknown', comparisonFailed: 'no such path' } },
        gitFacts(),
        T1,
      ],
    );
    expect(record.health.status).toBe('Unknown');
    expect(record.sync.reason).toBe('no such path');
  });

  it('stays bad beside a comparison that failed', () => {
    const { record } = walk([
      {
        sync: { status: 'Unknown', comparisonFailed: 'no such path' },
        health: { status: 'Degraded', since: T0 },
      },
      gitFacts(),
      T1,
    ]);
    expect(record.health).toMatchObject({
      status: 'Degraded',
      since: { at: T0 },
    });
  });
});

describe('sync', () => {
  it('says what the engine has not fetched yet', () => {
    const git = gitFacts({
      desired: [REVISION_2],
      relation: { state: 'ahead', ahead: 3, behind: 0 },
      pendingCommits: 3,
      pendingCommitsSeenByEngine: 1,
    });
    expect(walk([synced, git, T0]).record.sync).toMatchObject({
      divergence: 'None',
      engineBehindGit: true,
      // The one it has seen changes nothing, as it says Synced.
      pendingCommits: 2,
      desired: { engine: [REVISION_1], git: [REVISION_2] },
      deployedRevisions: [REVISION_1],
      relation: { state: 'ahead', ahead: 3 },
    });
    expect(walk([moved, git, T0]).record.sync).toMatchObject({
      divergence: 'Pending',
      engineBehindGit: true,
      pendingCommits: 3,
    });
  });

  it('waits for the parent with what that has still to apply, and no more', () => {
    const since = '2026-11-20T09:00:00.000Z';
    const git = gitFacts({
      // Three that change nothing, as it says Synced, one not fetched, one held.
      pendingCommits: 5,
      pendingCommitsSeenByEngine: 4,
      pendingSince: '2026-11-01T09:00:00.000Z',
      declaration: { pendingCommits: 1, held: 1, heldSince: since },
    });
    expect(walk([synced, git, T0]).record.sync).toMatchObject({
      status: 'Synced',
      divergence: 'Pending',
      engineBehindGit: true,
      pendingCommits: 2,
      pendingInParent: 1,
      since: { at: since, precision: 'exact' },
    });
  });

  it('ends an incident when the engine agrees, whatever the parent holds', () => {
    const opened = walk([drifted(), gitFacts(), T0]);
    expect(opened.record.drift).not.toBeNull();
    const ended = walk([drifted(), gitFacts(), T0], [synced, held(1), T1]);
    expect(ended.record).toMatchObject({
      drift: null,
      sync: { divergence: 'Pending' },
    });
  });

  it('keeps what Git desires in the order of the sources', () => {
    const { record } = walk([
      {
        sources: [
          { type: 'helm', repoUrl: 'https://charts.example.com', chart: 'web' },
          { type: 'git', repoUrl: 'https://git.example.com/a.git' },
        ],
        sync: {
          desiredRevisions: ['1.2.0', REVISION_1],
          deployedRevisions: ['1.2.0', REVISION_1],
        },
      },
      gitFacts({ desired: [REVISION_2] }),
      T0,
    ]);
    expect(record.sync.desired.git).toEqual(['1.2.0', REVISION_2]);
  });

  it('keeps since when it is paused', () => {
    const { record } = walk(
      [synced, gitFacts(), T0],
      [{ paused: { by: 'robin' } }, gitFacts(), T1],
      [{ paused: { by: 'robin' } }, gitFacts(), T2],
    );
    expect(record.paused).toEqual({
      by: 'robin',
      since: { at: T1, precision: 'exact' },
    });
  });
});
