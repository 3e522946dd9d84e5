import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { Asked, dueAgain } from './dueAgain';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-20T12:00:00Z');

const none: CommitReview = {
  review: { state: 'none' },
  checks: 'passed',
  signature: 'none',
};
const unknown: CommitReview = { ...none, review: { state: 'unknown' } };

function mergedAgo(ms: number | null): CommitReview {
  return {
    ...none,
    review: {
      state: 'pull',
      pull: {
        number: 1,
        title: 'Log more',
        url: null,
        author: 'robin',
        mergedAt: ms === null ? null : new Date(NOW - ms).toISOString(),
        reviewers: [],
        approvals: 0,
      },
    },
  };
}

function due(answer: CommitReview | undefined, age: number, timesAsked = 1) {
  return dueAgain({ answer, timesAsked, landedAtMs: NOW - age, nowMs: NOW });
}

describe('dueAgain', () => {
  it.each<[string, CommitReview | undefined, number, number, number | null]>([
    // what, answer, age of the commit, times asked, due in
    ['no answer', undefined, 9 * DAY, 1, 10 * MINUTE],
    ['no answer again', undefined, 9 * DAY, 3, 40 * MINUTE],
    ['never an answer', undefined, 9 * DAY, 12, null],
    ['not known', unknown, HOUR, 1, 10 * MINUTE],
    ['not known for long', unknown, 9 * DAY, 11, DAY],
    ['never known', unknown, 9 * DAY, 12, null],
    ['none, just landed', none, 0, 1, 5 * MINUTE],
    ['none, landed in the future', none, -HOUR, 1, 5 * MINUTE],
    ['none, an hour old', none, HOUR, 4, HOUR],
    ['none, seven hours old', none, 7 * HOUR, 5, null],
    ['no checks yet', { ...mergedAgo(4 * DAY), checks: 'none' }, HOUR, 1, HOUR],
    ['never checked', { ...mergedAgo(4 * DAY), checks: 'none' }, DAY, 1, null],
    ['running', { ...none, checks: 'running' }, 7 * HOUR, 1, MINUTE],
    ['still running', { ...none, checks: 'running' }, 7 * HOUR, 5, 16 * MINUTE],
    ['running for days', { ...none, checks: 'running' }, 9 * DAY, 40, 6 * HOUR],
    ['running for ever', { ...none, checks: 'running' }, 15 * DAY, 9, null],
    ['checks not told', { ...none, checks: 'unknown' }, DAY, 1, 10 * MINUTE],
    ['checks never told', { ...none, checks: 'unknown' }, DAY, 12, null],
    ['just merged', mergedAgo(0), 0, 1, HOUR],
    ['merged two hours ago', mergedAgo(2 * HOUR), 2 * HOUR, 2, 22 * HOUR],
    ['merged two days ago', mergedAgo(2 * DAY), 2 * DAY, 3, DAY],
    ['merged four days ago', mergedAgo(4 * DAY), 4 * DAY, 4, null],
    ['merged, nobody says when', mergedAgo(null), 2 * DAY, 1, DAY],
    ['signature not told', { ...none, signature: 'unknown' }, DAY, 1, null],
  ])('%s', (_what, answer, age, timesAsked, expected) => {
    expect(due(answer, age, timesAsked)).toBe(expected);
  });

  it('asks some time later, never at once, and not for ever', () => {
    const answers = fc.record({
      answer: fc.constantFrom(
        undefined,
        none,
        unknown,
        mergedAgo(null),
        mergedAgo(HOUR),
        ...(['running', 'unknown', 'none'] as const).map(checks => ({
          ...none,
          checks,
        })),
      ),
      age: fc.integer({ min: -HOUR, max: 400 * DAY }),
    });
    fc.assert(
      fc.property(answers, ({ answer, age }) => {
        const asked: Asked = {
          answer,
          timesAsked: 1,
          landedAtMs: NOW - age,
          nowMs: NOW,
        };
        for (let delay = dueAgain(asked); delay !== null; ) {
          expect(delay).toBeGreaterThan(0);
          asked.timesAsked += 1;
          asked.nowMs += delay;
          expect(asked.timesAsked).toBeLessThan(200);
          delay = dueAgain(asked);
        }
      }),
    );
  });
});
