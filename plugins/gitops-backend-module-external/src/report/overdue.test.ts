import { overdueWords } from './overdue';

const AT = '2026-11-20T10:00:00.000Z';
const after = (seconds: number) => Date.parse(AT) + seconds * 1000;

describe('overdueWords', () => {
  it.each([
    [3601, 3600, 'for 60 min', 'every 60 min'],
    [90, 60, 'for 90 s', 'every 60 s'],
    [7200, 3600, 'for 2 h', 'every 60 min'],
    [3 * 86_400 + 5, 86_400, 'for 3 d', 'every 24 h'],
  ])('after %d s of %d s', (silent, expected, silence, rhythm) => {
    expect(overdueWords(AT, expected, after(silent))).toBe(
      `It has not reported ${silence}, since ${AT}; a report is expected ${rhythm}.`,
    );
  });

  it('where nothing ever came', () => {
    expect(overdueWords(undefined, 3600, after(0))).toBe(
      'Nothing was ever reported; a report is expected every 60 min.',
    );
  });
});
