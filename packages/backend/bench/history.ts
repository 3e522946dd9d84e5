/**
 * What Git history costs: building the index of a large repository, reading from
 * it, keeping up with pushes. Exits with 1 when one of them exceeds its bound.
 *
 * `npm run bench -- history [--commits 80000] [--applications 1500]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLargeRepository } from 'sandbox';
import { Bounds } from './harness/Bounds';
import { databases } from './history/databases';
import {
  deployAll,
  index,
  measureIndex,
  measurePush,
  measureReading,
} from './history/phases';
import { startPortal } from './history/startPortal';

const IN_MEMORY = { client: 'better-sqlite3', connection: ':memory:' };

function say(words: string) {
  process.stderr.write(`${words}\n`);
}

async function main() {
  const { values } = parseArgs({
    options: {
      commits: { type: 'string', default: '80000' },
      applications: { type: 'string', default: '1500' },
    },
  });
  const directory = await mkdtemp(join(tmpdir(), 'gitops-bench-'));
  say('Writing a history …');
  const repository = await startLargeRepository({
    commits: Number(values.commits),
    applications: Number(values.applications),
  });
  const bounds = new Bounds();
  try {
    const mirrors = join(directory, 'mirrors');
    const start = (name: string, database: object) =>
      startPortal({
        repository,
        mirrors,
        database,
        directory: join(directory, name),
      });
    say('Cloning it …');
    const cloning = await start('cloning', IN_MEMORY);
    await index(cloning, repository).finally(() => cloning.stop());
    for (const { name, config } of await databases(directory)) {
      say(`${name}: starting a backend …`);
      const portal = await start(name, config);
      const bench = { repository, mirrors, portal, bounds, database: name };
      try {
        await portal.atRest();
        say('Indexing …');
        await measureIndex(bench);
        say('Deploying all …');
        await deployAll(bench);
        await portal.atRest();
        say('Reading …');
        await measureReading(bench);
        await portal.atRest();
        say('Pushing …');
        await measurePush(bench);
      } finally {
        await portal.stop();
      }
    }
    bounds.check();
  } finally {
    await repository.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
