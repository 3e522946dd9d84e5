import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { Problem, say } from './say.mjs';

/** Names the browser that the tests run in; set by hand to choose one. */
export const BROWSER_VARIABLE = 'E2E_BROWSER';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];
const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const PLAYWRIGHT = inRoot('node_modules/@playwright/test/cli.js');

/**
 * The path of a browser that starts: an installed one, or else one that
 * is fetched now.
 */
export async function prepareBrowser(env) {
  const found = (await installed(env)) ?? (await fetched(env));
  if (found) return found;
  throw new Problem(
    `The browser tests need Chromium, Chrome or Edge. There is none, and none could be installed. Install one, or name its program in ${BROWSER_VARIABLE}, or leave these tests out: npm test -- --no-browser`,
  );
}

async function installed(env) {
  const candidates = [
    env[BROWSER_VARIABLE],
    ...NAMES.map(name => onPath(name, env)),
    ...MAC_APPS.map(name => `/Applications/${name}.app/Contents/MacOS/${name}`),
    await playwrightsOwn(env),
  ];
  for (const candidate of candidates) {
    if (candidate && (await works(candidate, env))) return candidate;
  }
  return undefined;
}

async function fetched(env) {
  // Where Debian's own can be had it brings the libraries that it needs.
  if (isDebianAsRoot()) {
    say('The browser tests need a browser: installing Debian’s Chromium …');
    const apt = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update', '-q'], apt);
    await run('apt-get', ['install', '-y', '-q', 'chromium'], apt);
    const program = onPath('chromium', env);
    if (program && (await works(program, env))) return program;
  }
  say('The browser tests need a browser: getting Playwright’s Chromium …');
  const args = [PLAYWRIGHT, 'install', '--no-shell', 'chromium'];
  await run('node', args, { env, timeout: 300_000 });
  const own = await playwrightsOwn(env);
  return own && (await works(own, env)) ? own : undefined;
}

/** Playwright wants a path, not a name. */
function onPath(name, env) {
  return (env.PATH ?? '')
    .split(path.delimiter)
    .map(folder => path.join(folder, name))
    .find(candidate => existsSync(candidate));
}

async function works(program, env) {
  if (!existsSync(program)) return false;
  const { code } = await run(program, ['--version'], { env, timeout: 20_000 });
  return code === 0;
}

async function playwrightsOwn(env) {
  const script =
    "console.log(require('playwright-core').chromium.executablePath())";
  const { code, stdout } = await run('node', ['-e', script], { env });
  return code === 0 ? stdout.trim() : undefined;
}

function isDebianAsRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
