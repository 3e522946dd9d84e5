/**
 * What a step of the test run came to.
 * @typedef {{ passed: number, failed: number, skipped: string[] }} Counts
 */

/** A check that passes or fails as a whole. */
export function countExit(code) {
  return {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: [],
  };
}

/** A report of Jest (`--json`). A file that could not run at all is one failure. */
export function countJest(report) {
  const tests = report.testResults.flatMap(file => file.assertionResults);
  const idle = tests.filter(({ status }) =>
    ['pending', 'skipped', 'todo', 'disabled'].includes(status),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: idle.map(({ fullName }) => fullName),
  };
}

/** A report of Playwright's JSON reporter. A test that passed only when repeated has failed. */
export function countPlaywright(report) {
  const counts = {
    passed: 0,
    // Errors outside of tests, such as a file that does not load.
    failed: report.errors?.length ?? 0,
    skipped: [],
  };
  const visit = (suite, names) => {
    const path = suite.title ? [...names, suite.title] : names;
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        if (status === 'expected') counts.passed += 1;
        else if (status === 'skipped')
          counts.skipped.push([...path, spec.title].join(' › '));
        else counts.failed += 1;
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, path);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  return counts;
}

/** The output of Node's own runner (`--test-reporter=tap`). */
export function countTap(text) {
  const total = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const idle = /^\s*(?:not )?ok \d+ - (.*?) # (?:SKIP|TODO)/gm;
  return {
    passed: total('pass'),
    failed: total('fail') + total('cancelled'),
    skipped: [...text.matchAll(idle)].map(match => match[1]),
  };
}

/**
 * The counts of a runner that ended with `code`: when it complains although no
 * test failed, or has run nothing, that is a failure too.
 */
export function judge(counts, code) {
  const isEmpty = counts.passed + counts.failed + counts.skipped.length === 0;
  const isMissed = counts.failed === 0 && (code !== 0 || isEmpty);
  return isMissed ? { ...counts, failed: 1 } : counts;
}
