import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { yarnSettings } from './environment.mjs';
import { lastLines } from './logs.mjs';
import { inCache, inRoot, ROOT } from './paths.mjs';
import { run } from './processes.mjs';
import { inWords, Problem, say } from './say.mjs';
import { hashFiles, installInputs } from './stamp.mjs';
import { npmConfig } from './toolchain.mjs';
import { PINNED_YARN } from './versions.mjs';

const STAMP = 'node_modules/.launcher-stamp';
const NPM_KEYS = ['registry', 'cafile', 'proxy', 'https-proxy', 'strict-ssl'];
/** Yarn's code for an immutable install that would have to change the lock file. */
const LOCK_DIFFERS = 'YN0028';
const STEPS = {
  Resolution: 'checking versions',
  'Post-resolution': undefined,
  Fetch: 'downloading packages',
  Link: 'putting them into node_modules',
};

/**
 * Installs the dependencies unless they are those of the last install that
 * succeeded. One that was interrupted goes on where it stopped: Yarn keeps
 * every package it has downloaded.
 *
 * @param env of the toolchain
 * @param userEnv as the launcher was started, for npm's configuration
 */
export async function installDependencies(env, userEnv) {
  const hash = await hashFiles(ROOT, await installInputs(ROOT));
  if (await isInstalled(hash)) return;

  const first = !existsSync(inRoot('node_modules/.yarn-state.yml'));
  say(
    first
      ? 'Installing the dependencies, once: about 1 GB of packages, 1.5 GB on disk; half a minute on a fast network, some minutes on a slow one. Ctrl-C is safe: the next start goes on from there.'
      : 'The dependencies have changed since the last install: bringing them up to date …',
  );
  const log = inCache('logs/install.log');
  const started = Date.now();
  await mkdir(inCache('logs'), { recursive: true });
  const file = createWriteStream(log);
  const beat = setInterval(
    () => say(`  … ${inWords((Date.now() - started) / 1000)}`),
    20_000,
  );
  const { code, error, stdout } = await run(
    'yarn',
    ['install', '--immutable'],
    {
      env: {
        ...env,
        ...yarnSettings(await npmConfig(NPM_KEYS, userEnv), env),
        YARN_ENABLE_PROGRESS_BARS: 'false',
        YARN_ENABLE_COLORS: 'false',
      },
      onLine: line => {
        file.write(`${line}\n`);
        const step = STEPS[/┌ (.+) step/.exec(line)?.[1]];
        if (step) say(`  ${step} …`);
      },
    },
  );
  clearInterval(beat);
  await new Promise(resolve => {
    file.end(resolve);
  });
  if (stdout.includes(LOCK_DIFFERS)) {
    throw new Problem(
      `yarn.lock does not fit the package.json files. Who has changed one runs \`yarn install\` with Yarn ${PINNED_YARN} and commits both. What is missing stands in ${log}.`,
    );
  }
  if (code !== 0) {
    throw new Problem(
      `The install failed${
        error ? ` (${error})` : ''
      }. What has been downloaded is kept; run the same command again to go on. The last lines of ${log}:\n\n${await lastLines(
        log,
        15,
      )}`,
    );
  }
  await writeFile(inRoot(STAMP), hash);
  say(`Installed in ${inWords((Date.now() - started) / 1000)}.`);
}

async function isInstalled(hash) {
  // Yarn's own file goes with node_modules being whole.
  if (!existsSync(inRoot('node_modules/.yarn-state.yml'))) return false;
  const stamp = await readFile(inRoot(STAMP), 'utf8').catch(() => '');
  return stamp === hash;
}
