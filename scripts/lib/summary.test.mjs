import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarise } from './summary.mjs';

const step = (title, seconds, passed, failed, skipped = []) => ({
  title,
  seconds,
  counts: { passed, failed, skipped },
});
const lastLine = text => text.split('\n').at(-1);

test('ends with the totals alone on the last line', () => {
  const text = summarise([step('Lint', 9.6, 1, 0), step('Unit', 75, 40, 2)]);
  assert.equal(lastLine(text), '41 passed, 2 failed');
});

test('gives every step its verdict and its time', () => {
  const text = summarise([step('Lint', 9.6, 1, 0), step('Unit', 75, 40, 2)]);
  assert.match(text, /Lint +ok +10 s +1 passed, 0 failed/);
  assert.match(text, /Unit +FAILED +1 min 15 s +40 passed, 2 failed/);
});

test('names what was skipped', () => {
  const text = summarise([step('Unit', 1, 4, 0, ['store › later'])]);
  assert.match(text, /Skipped:\n {2}Unit: store › later\n/);
  assert.equal(lastLine(text), '4 passed, 0 failed, 1 skipped');
});
