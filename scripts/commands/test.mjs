import { prepareBrowser } from '../lib/browser.mjs';
import { chooseSteps, needsPorts } from '../lib/chooseSteps.mjs';
import { countExit } from '../lib/counting.mjs';
import { complain, Problem, say } from '../lib/say.mjs';
import { isStopping } from '../lib/signals.mjs';
import { summarise } from '../lib/summary.mjs';

export { needsPorts };

/**
 * `npm test -- [--no-browser] [step …]`: goes on after a failure, so that all of
 * them are seen. The last line is `N passed, N failed`.
 */
export async function command({ args, env }) {
  const steps = chooseSteps(args);
  const prepared = { verbose: args.includes('--verbose') };
  let noBrowser;
  if (steps.some(step => step.needsBrowser)) {
    // Now, and not when everything else has run: it may take a download.
    try {
      prepared.browser = await prepareBrowser(env);
    } catch (error) {
      noBrowser = error;
    }
  }

  const results = [];
  for (const step of steps) {
    if (isStopping()) return 1;
    say(`\n── ${step.title}`);
    const began = Date.now();
    const outcome = await outcomeOf(async () => {
      if (step.needsBrowser && noBrowser) throw noBrowser;
      return await step.run(env, prepared);
    });
    const seconds = (Date.now() - began) / 1000;
    results.push({ title: step.title, seconds, counts: outcome });
  }
  say(`\n── Summary\n${summarise(results)}`);
  return results.some(({ counts }) => counts.failed) ? 1 : 0;
}

/** A step that cannot run has failed; the others go on. */
async function outcomeOf(run) {
  try {
    return await run();
  } catch (error) {
    if (!isStopping()) {
      complain(error instanceof Problem ? error.message : error.stack);
    }
    return countExit(1);
  }
}
