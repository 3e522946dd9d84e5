import { mockServices } from '@backstage/backend-test-utils';
import { JsonPrimitive } from '@backstage/types';
import { readKeepHistory } from './keepHistory';

const configOf = (keepDays?: JsonPrimitive) => ({
  data: keepDays === undefined ? {} : { gitops: { history: { keepDays } } },
});
const read = (keepDays?: JsonPrimitive) =>
  readKeepHistory(mockServices.rootConfig(configOf(keepDays)));
const DAY_MS = 86_400_000;

describe('readKeepHistory', () => {
  it.each([
    [undefined, 365],
    [1, 1],
    [30.5, 30.5],
    ['90', 90],
    [36_500, 36_500],
  ])('reads %p as %d days, a time that there is', (given, days) => {
    expect(read(given)).toBe(days * DAY_MS);
    expect(new Date(Date.now() - read(given)).toISOString()).toMatch(/Z$/);
  });

  it.each([0, 0.5, -7, 36_501, 1e300])('refuses %p with its key', given => {
    expect(() => read(given)).toThrow(
      `gitops.history.keepDays is ${given}, but must be from 1 to 36500`,
    );
  });

  it.each(['a year', true])('refuses %p, which is no number', given => {
    expect(() => read(given)).toThrow(
      /config.*'gitops\.history\.keepDays'.*number/,
    );
  });
});
