import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { BROWSER_VARIABLE, prepareBrowser } from '../lib/browser.mjs';
import { inRoot } from '../lib/paths.mjs';
import { PORTAL_URL, startPortal } from '../lib/portal.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { Problem } from '../lib/say.mjs';
import { runNode } from '../lib/typescript.mjs';

/** What is measured on the screen: needs the portal, and a browser. */
const ON_SCREEN = 'packages/app/';
/** What is measured on PostgreSQL, too. */
const ON_POSTGRES = 'packages/backend/bench/history.ts';

/** `npm run bench -- [name] …`: runs the benchmarks whose file is named so, or all. */
export async function command({ args, env }) {
  const [name, ...rest] = args;
  const all = [
    ...(await benchmarks('packages')),
    ...(await benchmarks('plugins')),
  ];
  const chosen = name
    ? all.filter(file => path.basename(file, '.ts') === name)
    : all;
  if (!chosen.length) {
    const names = all.map(file => path.basename(file, '.ts'));
    throw new Problem(
      `There is no benchmark ${name ? `'${name}'` : 'yet'}. There are: ${
        names.join(', ') || 'none'
      }.`,
    );
  }
  const needsScreen = chosen.some(file => file.startsWith(ON_SCREEN));
  const portal = needsScreen ? await portalThatRuns(env) : undefined;
  const screen = needsScreen && {
    [BROWSER_VARIABLE]: await prepareBrowser(env),
  };
  const postgres = chosen.includes(ON_POSTGRES)
    ? await startPostgres(env)
    : undefined;
  const database = postgres && { GITOPS_BENCH_POSTGRES: postgres.url };
  try {
    for (const file of chosen) {
      const code = await runNode(file, rest, {
        ...env,
        ...screen,
        ...database,
      });
      if (code !== 0) return code;
    }
    return 0;
  } finally {
    await portal?.end();
    await postgres?.end();
  }
}

/** The one that somebody started already is as good as one of our own. */
async function portalThatRuns(env) {
  const answers = await fetch(PORTAL_URL).then(
    response => response.ok,
    () => false,
  );
  return answers ? undefined : await startPortal(env, {});
}

async function benchmarks(group) {
  const found = [];
  for (const name of await readdir(inRoot(group))) {
    const folder = `${group}/${name}/bench`;
    const files = await readdir(inRoot(folder)).catch(() => []);
    found.push(
      ...files
        .filter(file => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
        .map(file => `${folder}/${file}`),
    );
  }
  return found.sort();
}
