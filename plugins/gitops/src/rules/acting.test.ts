import {
  aDrift,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { actionWords, isLookedAtBefore, offersOf } from './acting';

const paused = { since: { at: null, precision: 'unknown' } } as const;
const flux = {
  operations: { sync: true, suspend: true, resume: true },
  diff: true,
} as const;

describe('offersOf', () => {
  it.each([
    ['nothing where nothing can be asked for', undefined, null, undefined, []],
    [
      'a sync first',
      { operations: { refresh: true, sync: true }, diff: true } as const,
      null,
      'sync',
      ['refresh'],
    ],
    ['no resumption of what is not paused', flux, null, 'sync', ['suspend']],
    ['a resumption first of what is', flux, paused, 'resume', ['sync']],
  ])('offers %s', (_, allowed, state, primary, others) => {
    expect(
      offersOf({
        allowed: allowed && {
          ...allowed,
          operations: { ...allowed.operations },
        },
        paused: state && { since: { ...state.since } },
      }),
    ).toEqual({ primary, others });
  });
});

describe('isLookedAtBefore', () => {
  it.each([
    ['sync', {}, true],
    ['suspend', {}, true],
    ['refresh', { divergence: 'Pending' }, false],
    ['resume', {}, false],
    ['resume', { divergence: 'Pending' }, true],
    ['resume', { divergence: 'Unknown' }, true],
    ['resume', { engineBehindGit: true }, true],
  ] as const)('%s of %j: %s', (type, sync, expected) => {
    expect(isLookedAtBefore(anApplication({ sync }), type)).toBe(expected);
  });
});

describe('actionWords', () => {
  it.each([
    [
      { pendingCommits: 3 },
      'production',
      { key: 'syncTo', count: 3, environment: 'production' },
    ],
    [{ pendingCommits: 1 }, null, { key: 'syncCommits', count: 1 }],
    [{ pendingCommits: null }, 'production', { key: 'sync' }],
  ])('says of %j in %s what it will do', (sync, environment, words) => {
    expect(actionWords(anApplication({ sync, environment }), 'sync')).toEqual(
      words,
    );
  });

  it('says that drift is undone, and speaks as Flux does', () => {
    const drift = aDrift();
    expect(actionWords(anApplication({ drift }), 'sync')).toEqual({
      key: 'syncUndo',
    });
    expect(
      actionWords(anApplication({ engine: 'flux', drift }), 'sync'),
    ).toEqual({ key: 'reconcileUndo' });
  });
});
