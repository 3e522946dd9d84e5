/**
 * What observing a large fleet costs: memory of the backend, requests to the
 * engines, time. Exits with 1 when one of them exceeds its bound.
 *
 * `npm run bench -- observe [--applications 500] [--minutes 6]`: of each of ten
 * instances, and how long to watch while nothing changes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Bounds } from './harness/Bounds';
import { Crowd } from './observe/Crowd';
import {
  measureChanges,
  measureMemory,
  measureObserving,
  measureQuiet,
  measureViews,
} from './observe/phases';
import { Portal } from './harness/Portal';
import { writeConfig } from './observe/observingConfig';

/** How many instances of each kind. */
const INSTANCES = { argocds: 4, argocdClusters: 1, clusters: 5 };
/** Of the applications of each instance, those that an entity is bound to. */
const BOUND = 0.6;

function say(words: string) {
  process.stderr.write(`${words}\n`);
}

async function measure(
  crowd: Crowd,
  directory: string,
  minutes: number,
): Promise<void> {
  const { applications } = crowd;
  const components = applications.slice(
    0,
    Math.ceil(applications.length * BOUND),
  );
  const start = async (name: string, isIdle: boolean) => {
    const config = await writeConfig({
      directory: join(directory, name),
      addresses: crowd.addresses,
      components,
      isIdle,
    });
    return Portal.start({ ...config, log: join(directory, `${name}.log`) });
  };

  say('Starting a backend without instances …');
  const idleBeganAt = Date.now();
  const idlePortal = await start('idle', true);
  const startMs = Date.now() - idleBeganAt;
  const { heapUsed } = await idlePortal.memory();
  await idlePortal.stop();
  const idle = { heapUsed, startMs };

  say('Starting one that observes them …');
  const beganAt = Date.now();
  const portal = await start('portal', false);
  try {
    const bounds = new Bounds();
    const bench = { crowd, portal, beganAt, bounds };
    await measureObserving(bench, idle);
    await measureMemory(bench, idle);
    say(`Watching for ${minutes} min …`);
    await measureQuiet(bench, minutes);
    say('Viewing pages …');
    await measureViews(bench, components);
    say('Changing things …');
    await measureChanges(bench, components[0]);
    bounds.check();
  } finally {
    await portal.stop();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      applications: { type: 'string', default: '500' },
      minutes: { type: 'string', default: '6' },
    },
  });
  const directory = await mkdtemp(join(tmpdir(), 'gitops-bench-'));
  say('Starting the engines …');
  const crowd = await Crowd.start(
    { ...INSTANCES, applications: Number(values.applications) },
    join(directory, 'crowd.log'),
  );
  try {
    await measure(crowd, directory, Number(values.minutes));
  } finally {
    await crowd.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
