import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseSteps, needsPorts } from './chooseSteps.mjs';

const names = args => chooseSteps(args).map(({ name }) => name);
const all = ['launcher', 'types', 'lint', 'format', 'unit', 'browser'];

test('runs everything unless told otherwise', () => {
  assert.deepEqual(names([]), all);
  assert.deepEqual(names(['--verbose']), all);
});

test('leaves out the browser, or runs what is named', () => {
  assert.deepEqual(names(['--no-browser']), all.slice(0, -1));
  assert.deepEqual(names(['unit', 'lint']), ['lint', 'unit']);
});

test('says which steps there are', () => {
  assert.throws(() => names(['units']), /no step 'units'.*unit, browser/);
});

test('needs the portal’s ports for the browser only', () => {
  assert.equal(needsPorts([]), true);
  assert.equal(needsPorts(['--no-browser']), false);
});
