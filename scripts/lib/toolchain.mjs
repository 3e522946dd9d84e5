import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  childEnvironment,
  keyValues,
  npmEnvironment,
  withPath,
} from './environment.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { run } from './processes.mjs';
import { Problem, say } from './say.mjs';
import {
  acceptsNode,
  acceptsYarn,
  nodePackages,
  PINNED_NODE,
  PINNED_YARN,
  TOOLCHAIN_FOLDER,
} from './versions.mjs';

/**
 * Node and Yarn as the project needs them: the machine's own where they fit,
 * else fetched once into the checkout.
 *
 * @returns the environment in which everything else runs: both first on PATH
 */
export async function prepareToolchain(env) {
  let ready = childEnvironment(env);
  if (!acceptsNode(process.version)) {
    ready = withPath(ready, [await fetchNode(env)]);
  } else {
    ready = withPath(ready, [path.dirname(process.execPath)]);
  }
  if (!(await yarnFits(ready))) {
    ready = withPath(ready, [await fetchYarn(env)]);
  }
  return ready;
}

async function yarnFits(env) {
  const { code, stdout } = await run('yarn', ['--version'], {
    // Corepack's shim may answer: it must neither ask nor download.
    env: { ...env, COREPACK_ENABLE_NETWORK: '0' },
    timeout: 10_000,
  });
  return code === 0 && acceptsYarn(stdout);
}

async function fetchNode(env) {
  const folder = inRoot(TOOLCHAIN_FOLDER, `node-${PINNED_NODE}`);
  const packages = nodePackages(process.platform, process.arch);
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const bin = () =>
    packages
      .map(({ name }) => path.join(folder, 'node_modules', name, 'bin'))
      .find(candidate => existsSync(path.join(candidate, binary)));

  if (!bin()) {
    say(
      `This project needs Node 22 or 24, and this is ${process.version}: getting Node ${PINNED_NODE} for this checkout only (about 50 MB to download, into ${TOOLCHAIN_FOLDER}) …`,
    );
    await fetchFirst(packages, folder, env);
  }
  const found = bin();
  const check =
    found && (await run(path.join(found, binary), ['--version'], { env }));
  if (!check || !acceptsNode(check.stdout)) {
    throw new Problem(
      `The Node that npm has for ${process.platform} ${process.arch} does not run here. Install Node 22 or 24 yourself and try again.`,
    );
  }
  return found;
}

async function fetchYarn(env) {
  const folder = inRoot(TOOLCHAIN_FOLDER, `yarn-${PINNED_YARN}`);
  const bin = path.join(folder, 'node_modules/.bin');
  if (!existsSync(path.join(bin, 'yarn'))) {
    say(`Getting Yarn ${PINNED_YARN} for this checkout only …`);
    const yarn = { name: '@yarnpkg/cli-dist', version: PINNED_YARN };
    await fetchFirst([yarn], folder, env);
  }
  return bin;
}

/** The first of these packages that npm can install; the folder appears only when it is complete. */
async function fetchFirst(packages, folder, env) {
  let words = '';
  for (const { name, version } of packages) {
    const half = `${folder}.${process.pid}`;
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'package.json'), '{ "private": true }\n');
    const { code, output } = await npm(
      [
        'install',
        ...['--prefix', half],
        ...['--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
        `${name}@${version}`,
      ],
      { env, cwd: half },
    );
    if (code === 0) {
      await rm(folder, { recursive: true, force: true });
      await rename(half, folder);
      return;
    }
    await rm(half, { recursive: true, force: true });
    words ||= output;
  }
  throw new Problem(
    `npm could not get ${packages[0].name}@${
      packages[0].version
    }:\n\n${words.trim()}\n\nIs the network there? What has been fetched is kept; run the same command again.`,
  );
}

/** Runs the npm that started us, or else the one on PATH. */
function npm(args, { env, cwd = ROOT }) {
  const own = env.npm_execpath ?? '';
  const [command, first] = /npm-cli\.c?js$/.test(own)
    ? [process.execPath, [own]]
    : ['npm', []];
  return run(command, [...first, ...args], { env: npmEnvironment(env), cwd });
}

/** Values of npm's configuration, by key, as npm prints them. */
export async function npmConfig(keys, env) {
  const args = ['config', 'get', ...keys, '--loglevel=error'];
  const { code, stdout } = await npm(args, { env });
  return code === 0 ? keyValues(stdout) : {};
}
