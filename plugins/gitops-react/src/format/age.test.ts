import { formatAge, formatUntil } from './age';

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

describe('formatUntil', () => {
  it.each([
    ['2030-01-10T12:00:00.200Z', '1 second'],
    ['2030-01-10T12:59:30Z', '60 minutes'],
    ['2030-01-10T13:00:00Z', '1 hour'],
    ['2030-01-10T13:00:01Z', '2 hours'],
    ['2030-01-12T11:59:59Z', '2 days'],
    ['2030-01-10T11:00:00Z', '0 seconds'],
  ])('says of %s that it is %s away, and never less than it is', (at, time) => {
    expect(formatUntil(at, now, 'en')).toBe(time);
  });
});
