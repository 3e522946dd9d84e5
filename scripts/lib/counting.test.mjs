import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countExit,
  countJest,
  countPlaywright,
  countTap,
  judge,
} from './counting.mjs';

test('counts a check as one', () => {
  assert.deepEqual(countExit(0), { passed: 1, failed: 0, skipped: [] });
  assert.deepEqual(countExit(2), { passed: 0, failed: 1, skipped: [] });
});

test('counts Jest’s tests, and a file that does not load as a failure', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        assertionResults: [
          { status: 'passed', fullName: 'a' },
          { status: 'passed', fullName: 'b' },
          { status: 'failed', fullName: 'c' },
          { status: 'pending', fullName: 'd is skipped' },
          { status: 'todo', fullName: 'e is to do' },
        ],
      },
      { assertionResults: [] },
    ],
  };
  assert.deepEqual(countJest(report), {
    passed: 2,
    failed: 2,
    skipped: ['d is skipped', 'e is to do'],
  });
});

test('counts Playwright’s tests at any depth', () => {
  const spec = (title, status) => ({ title, tests: [{ status }] });
  const report = {
    errors: [{ message: 'a file does not load' }],
    suites: [
      {
        title: 'portal.test.ts',
        specs: [spec('opens', 'expected'), spec('breaks', 'unexpected')],
        suites: [
          {
            title: 'sync',
            specs: [spec('waits', 'skipped'), spec('wavers', 'flaky')],
          },
        ],
      },
    ],
  };
  assert.deepEqual(countPlaywright(report), {
    passed: 1,
    failed: 3,
    skipped: ['portal.test.ts › sync › waits'],
  });
});

test('reads the totals of Node’s runner', () => {
  const text = `TAP version 13
ok 1 - a
not ok 2 - b
ok 3 - c # SKIP
1..3
# tests 3
# pass 1
# fail 1
# cancelled 1
# skipped 1
`;
  assert.deepEqual(countTap(text), { passed: 1, failed: 2, skipped: ['c'] });
});

test('takes a runner that complains, or that ran nothing, for a failure', () => {
  const fine = { passed: 3, failed: 0, skipped: [] };
  const nothing = { passed: 0, failed: 0, skipped: [] };
  assert.equal(judge(fine, 0).failed, 0);
  assert.equal(judge(fine, 1).failed, 1);
  assert.equal(judge({ ...fine, failed: 2 }, 1).failed, 2);
  assert.equal(judge(nothing, 0).failed, 1);
});
