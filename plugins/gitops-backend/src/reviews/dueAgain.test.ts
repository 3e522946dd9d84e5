import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { Asked, dueAgain } from './dueAgain';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
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

function due(
  answer: CommitReview | undefined,
  age: number,
  timesAsked = 1,
  landing: number | null = 7,
) {
  const landedAtMs = NOW - age;
  return dueAgain({ answer, timesAsked, landedAtMs, landing, nowMs: NOW });
}

describe('dueAgain', () => {
  it.each<[string, CommitReview | undefined, number, number, number | null]>([
    // what, answer, age of the commit, times asked, due in
    ['no answer', undefined, 9 * DAY, 1, 10 * MINUTE],
    ['no answer again', undefined, 9 * DAY, 3, 40 * MINUTE],
    ['never an answer', undefined, 9 * DAY, 12, WEEK],
    ['not known', unknown, HOUR, 1, 10 * MINUTE],
    ['not known for long', unknown, 9 * DAY, 11, DAY],
    ['never known', unknown, 9 * DAY, 40, WEEK],
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
    ['checks never told', { ...none, checks: 'unknown' }, DAY, 12, WEEK],
    ['just merged', mergedAgo(0), 0, 1, HOUR],
    ['merged two hours ago', mergedAgo(2 * HOUR), 2 * HOUR, 2, 22 * HOUR],
    ['merged two days ago', mergedAgo(2 * DAY), 2 * DAY, 3, DAY],
    ['merged four days ago', mergedAgo(4 * DAY), 4 * DAY, 4, null],
    ['merged, nobody says when', mergedAgo(null), 2 * DAY, 1, DAY],
    ['signature not told', { ...none, signature: 'unknown' }, DAY, 1, null],
  ])('%s', (_what, answer, age, timesAsked, expected) => {
    expect(due(answer, age, timesAsked)).toBe(expected);
  });

  it.each([
    [0, 5 * MINUTE],
    [7 * HOUR, 7 * HOUR],
    [3 * DAY, 3 * DAY],
    [90 * DAY, WEEK],
  ])(
    'asks again about what came without one and is not on the default branch: %p ms old',
    (age, expected) => {
      expect(due(none, age, 9, null)).toBe(expected);
      expect(due(mergedAgo(4 * DAY), age, 9, null)).toBeNull();
    },
  );

  it('asks some time later, never at once, and for ever where it is not known', () => {
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
      landing: fc.constantFrom(null, 7),
    });
    const isOpen = ({ answer, landing }: Asked) =>
      !answer ||
      answer.review.state === 'unknown' ||
      answer.checks === 'unknown' ||
      (answer.review.state === 'none' && landing === null);
    fc.assert(
      fc.property(answers, ({ answer, age, landing }) => {
        const asked: Asked = {
          answer,
          timesAsked: 1,
          landedAtMs: NOW - age,
          landing,
          nowMs: NOW,
        };
        const end = NOW + 1_000 * DAY;
        let delay = dueAgain(asked);
        while (delay !== null && asked.nowMs < end) {
          expect(delay).toBeGreaterThan(0);
          asked.timesAsked += 1;
          asked.nowMs += delay;
          delay = dueAgain(asked);
        }
        expect(delay !== null).toBe(isOpen(asked));
        expect(asked.timesAsked).toBeLessThan(250);
      }),
    );
  });
});
