import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { callsForAction } from './attention';

const pending = { divergence: 'Pending' } as const;

describe('callsForAction', () => {
  it.each([
    ['all is in sync', {}, false],
    ['commits wait', { ...pending, pendingCommits: 2 }, true],
    ['it drifted', { divergence: 'Drifted' as const }, true],
    ['Git is ahead', { engineBehindGit: true, pendingCommits: 1 }, true],
    [
      'only its parent has to apply something',
      { ...pending, pendingCommits: 1, pendingInParent: 1 },
      false,
    ],
    [
      'only its parent has something to fetch',
      { engineBehindGit: true, pendingCommits: 1, pendingInParent: 1 },
      false,
    ],
    [
      'its parent has, and so has itself',
      { ...pending, pendingCommits: 2, pendingInParent: 1 },
      true,
    ],
  ])('where %s', (_, sync, calls) => {
    expect(callsForAction(anApplication({ sync }))).toBe(calls);
  });

  it('where it is paused, whatever waits', () => {
    const since = { at: null, precision: 'unknown' } as const;
    expect(callsForAction(anApplication({ paused: { since } }))).toBe(true);
  });
});
