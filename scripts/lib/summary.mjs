import { inWords } from './say.mjs';

/**
 * The end of a test run, for people and for machines: a line per step, what was
 * skipped by name, and the totals alone on the last line.
 *
 * @param steps `{ title, seconds, counts }` in the order they ran
 */
export function summarise(steps) {
  const width = Math.max(...steps.map(({ title }) => title.length));
  const lines = steps.map(({ title, seconds, counts }) => {
    const verdict = counts.failed ? 'FAILED' : 'ok';
    const time = inWords(seconds).padStart(12);
    return `  ${title.padEnd(width)}  ${verdict.padEnd(6)}  ${time}   ${totals(
      counts,
    )}`;
  });
  const skipped = steps.flatMap(({ title, counts }) =>
    counts.skipped.map(name => `  ${title}: ${name}`),
  );
  const all = {
    passed: sum(steps, counts => counts.passed),
    failed: sum(steps, counts => counts.failed),
    skipped,
  };
  return [
    ...lines,
    ...(skipped.length ? ['', 'Skipped:', ...skipped] : []),
    '',
    totals(all),
  ].join('\n');
}

function totals({ passed, failed, skipped }) {
  const idle = skipped.length ? `, ${skipped.length} skipped` : '';
  return `${passed} passed, ${failed} failed${idle}`;
}

function sum(steps, of) {
  return steps.reduce((total, { counts }) => total + of(counts), 0);
}
