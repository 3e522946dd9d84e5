import { timeFormat } from './timeFormat';

const { duration, moment } = timeFormat('en');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('timeFormat', () => {
  it.each([
    [0, '<1 sec'],
    [999, '<1 sec'],
    [12 * SECOND, '12 sec'],
    [MINUTE + 59 * SECOND, '1 min 59 sec'],
    [HOUR, '1 hr'],
    [HOUR + 5 * SECOND, '1 hr'],
    [26 * HOUR + 5 * MINUTE, '1 day 2 hr'],
  ])('says of %d ms that it is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('writes a moment of ISO time and of ms alike', () => {
    const at = '2030-01-10T12:00:00.000Z';
    expect(moment(at)).toMatch(/2030/);
    expect(moment(Date.parse(at))).toBe(moment(at));
  });
});
