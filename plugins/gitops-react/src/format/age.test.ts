import { formatAge } from './age';

const now = Date.parse('2030-01-10T12:00:00Z');

describe('formatAge', () => {
  it.each([
    ['2030-01-10T11:59:48Z', '12 seconds'],
    ['2030-01-10T11:59:00Z', '1 minute'],
    ['2030-01-10T09:00:01Z', '2 hours'],
    ['2030-01-08T12:00:00Z', '2 days'],
    ['2029-01-08T12:00:00Z', '1 year'],
    ['2030-01-10T12:00:05Z', '0 seconds'],
  ])('says of %s that it was %s ago', (at, age) => {
    expect(formatAge(at, now, 'en')).toBe(age);
  });
});
