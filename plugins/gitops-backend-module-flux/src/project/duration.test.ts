import { parseDuration } from './duration';

it.each([
  ['15.5s', 15_500],
  ['1m15.25s', 75_250],
  ['2h0m0s', 7_200_000],
  ['388.851854ms', 388.851854],
  ['12.5µs', 0.0125],
  ['0s', 0],
])('%s is %s ms', (text, ms) => {
  expect(parseDuration(text)).toBeCloseTo(ms, 9);
});

it.each([
  '',
  '5',
  'soon',
  '-1s',
  '1..5s',
  '1s!',
  '9'.repeat(40).concat('h'),
  undefined,
  null,
])('%s is none', text => {
  expect(parseDuration(text)).toBeUndefined();
});
