import { mkdir, readFile, rm } from 'node:fs/promises';
import { BROWSER_VARIABLE } from './browser.mjs';
import {
  countExit,
  countJest,
  countPlaywright,
  countTap,
  judge,
} from './counting.mjs';
import { inCache, inRoot } from './paths.mjs';
import { startPortal } from './portal.mjs';
import { startPostgres } from './postgres.mjs';
import { exitCode, startProcess } from './processes.mjs';

const CLI = inRoot('node_modules/@backstage/cli/bin/backstage-cli');
const bin = name => inRoot('node_modules', ...name.split('/'));

/**
 * All that CI runs, in order: cheap and telling first. `run` gives the counts.
 * `needsPorts` and `needsBrowser` are prepared before the first step runs.
 */
export const STEPS = [
  {
    name: 'launcher',
    title: 'Launcher',
    run: launcher,
  },
  {
    name: 'types',
    title: 'Type check',
    run: env => check(env, bin('typescript/bin/tsc')),
  },
  {
    name: 'lint',
    title: 'Lint',
    run: env => check(env, CLI, 'repo', 'lint', '--max-warnings=0'),
  },
  {
    name: 'format',
    title: 'Formatting',
    run: env =>
      check(
        env,
        bin('prettier/bin-prettier.js'),
        '--check',
        '--loglevel=warn',
        '.',
      ),
  },
  {
    name: 'unit',
    title: 'Unit and integration',
    run: unit,
  },
  {
    name: 'browser',
    title: 'Browser',
    needsPorts: true,
    needsBrowser: true,
    run: browser,
  },
];

async function check(env, ...args) {
  return countExit(await node(args, env));
}

async function launcher(env) {
  const report = await emptyReport('launcher.tap');
  const code = await node(
    [
      '--test',
      '--test-timeout=60000',
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
      'scripts/**/*.test.mjs',
    ],
    env,
  );
  const text = await readFile(report, 'utf8').catch(() => '');
  return judge(countTap(text), code);
}

async function unit(env) {
  const report = await emptyReport('jest.json');
  const postgres = await startPostgres(env);
  const code = await node(
    [
      ...[CLI, 'repo', 'test', '--watch=false'],
      ...['--json', `--outputFile=${report}`, '--silent'],
    ],
    {
      ...env,
      CI: '1',
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
    },
    // Jest's own JSON goes to standard output as well.
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await postgres.end();
  return judge(await countReport(report, countJest), code);
}

async function browser(env, { browser: program, verbose }) {
  const report = await emptyReport('playwright.json');
  const portal = await startPortal(env, { verbose });
  const code = await node([bin('@playwright/test/cli.js'), 'test'], {
    ...env,
    CI: '1',
    [BROWSER_VARIABLE]: program,
    E2E_JSON_REPORT: report,
  });
  await portal.end();
  return judge(await countReport(report, countPlaywright), code);
}

async function node(args, env, options) {
  const started = startProcess('node', args, {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  return exitCode(await started.ended);
}

/** Where a runner shall leave its report; an old one there must not be read. */
async function emptyReport(name) {
  await mkdir(inCache('reports'), { recursive: true });
  const file = inCache('reports', name);
  await rm(file, { force: true });
  return file;
}

async function countReport(file, count) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text ? count(JSON.parse(text)) : { passed: 0, failed: 0, skipped: [] };
}
