import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Commit,
  entityCommitsSchema,
  instancesSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { LargeRepository } from 'sandbox';
import { Bounds } from '../harness/Bounds';
import { Portal, until } from '../harness/Portal';
import { quantile, report } from '../harness/report';
import { componentOf, inputsOf, reportApplications } from './deployed';
import { timePathLogs, timeWholeLog } from './gitTimes';

export interface Bench {
  repository: LargeRepository;
  /** Where the clone lies: what a network takes is not measured. */
  mirrors: string;
  portal: Portal;
  /** Bounds are those of SQLite. */
  database: 'SQLite' | 'PostgreSQL';
  bounds: Bounds;
}

const MB = 1024 * 1024;
const MAX_INDEX_RATIO = 2;
const MAX_HEAP_MB = 150;
const MIN_READING_RATIO = 20;
const MAX_READING_MS = 10;
const MAX_PUSH_MS = 1_000;

const PUSHED = 100;
const READS = 500;
/** So many components' histories are asked of git itself, since each takes long. */
const GIT_READS = 60;
/** So long it is kept that somebody may see a component: the first page of it asks the catalog. */
const SEEN_MS = 30_000;
/** How exact times are; each look takes from what is measured. */
const LOOK_MS = 100;
const LOOK_FOR_PUSH_MS = 25;

/** Has one application deployed, so that the portal reads its repository. */
export async function index(
  portal: Portal,
  repository: LargeRepository,
): Promise<void> {
  const { tip } = repository;
  const revisions = { deployed: tip, desired: tip };
  const [path] = repository.paths;
  await reportApplications(portal, repository, [path], revisions);
  const isDone = async () => {
    const { repositories } = instancesSchema.parse(
      await portal.get('/instances'),
    );
    return repositories.length > 0 && repositories[0].state === 'current';
  };
  await until('the repository is indexed', isDone, LOOK_MS);
}

export async function measureIndex(bench: Bench): Promise<void> {
  const { repository, mirrors, portal, bounds, database } = bench;
  const { heapUsed } = await portal.memory();
  await portal.watchHeap();
  const began = performance.now();
  await index(portal, repository);
  const took = performance.now() - began;
  const heap = (await portal.highestHeap()) - heapUsed;
  const [mirror] = await readdir(mirrors);
  const log = await timeWholeLog(join(mirrors, mirror));
  report({
    name: 'history.index.time',
    value: took / 1000,
    unit: 's',
    against: 'one git log --raw of the same history',
    againstValue: log / 1000,
    database,
  });
  report({
    name: 'history.index.heap',
    value: heap / MB,
    unit: 'MB',
    against: 'the same backend before it',
    againstValue: heapUsed / MB,
    database,
  });
  if (database !== 'SQLite') return;
  bounds.atMost(MAX_INDEX_RATIO, took / log, 'times a git log --raw');
  bounds.atMost(MAX_HEAP_MB, heap / MB, 'MB of heap for an index');
}

function pageOf(
  portal: Portal,
  component: string,
  more?: { isPlain: boolean },
): Promise<unknown> {
  const entity = `/entities/component/default/${component}`;
  return portal.get(`${entity}/commits?limit=20`, more);
}

async function commitsOf(portal: Portal, component: string): Promise<Commit[]> {
  return entityCommitsSchema.parse(await pageOf(portal, component)).items;
}

/** All applications are deployed; what of them has no history yet, soon has. */
export async function deployAll({ repository, portal }: Bench): Promise<void> {
  const { paths, tip } = repository;
  const revisions = { deployed: tip, desired: tip };
  await reportApplications(portal, repository, paths, revisions);
  for (const component of inputsOf(paths).keys()) {
    await until(`${component} has a history`, async () => {
      const commits = await commitsOf(portal, component);
      return commits.length > 0;
    });
  }
}

export async function measureReading(bench: Bench): Promise<void> {
  const { repository, portal, bounds, database } = bench;
  const inputs = inputsOf(repository.paths);
  const components = [...inputs.keys()];
  const spread = (count: number) =>
    Array.from(
      { length: count },
      (_, n) => components[Math.floor((n * components.length) / count)],
    );
  const timePages = async (more?: { isPlain: boolean }) => {
    const took: number[] = [];
    for (const component of spread(READS)) {
      const began = performance.now();
      await pageOf(portal, component, more);
      took.push(performance.now() - began);
    }
    return took;
  };
  await delay(SEEN_MS);
  await portal.atRest();
  const first = await timePages();
  const packed = await timePages();
  const took = await timePages({ isPlain: true });
  const byGit = await timePathLogs(
    repository.directory,
    spread(GIT_READS).map(component => inputs.get(component) ?? []),
  );
  for (const share of [0.5, 0.95]) {
    const of = `p${share * 100}`;
    report({
      name: `history.read.${of}`,
      value: quantile(took, share),
      unit: 'ms',
      against: 'git log -n 20 with changed-path Bloom filters',
      againstValue: quantile(byGit, share),
      database,
    });
    const others = { [`packed.${of}`]: packed, [`first.${of}`]: first };
    for (const [name, values] of Object.entries(others)) {
      report({
        name: `history.read.${name}`,
        value: quantile(values, share),
        unit: 'ms',
        against: 'the same page again, not packed',
        againstValue: quantile(took, share),
        database,
      });
    }
  }
  const p95 = quantile(took, 0.95);
  const most = quantile(byGit, 0.95) / MIN_READING_RATIO;
  if (database !== 'SQLite') return;
  bounds.atMost(MAX_READING_MS, p95, 'ms for a page of commits');
  bounds.atMost(most, p95, 'ms for a page of commits, by git itself');
}

/**
 * An engine wants what was just pushed: that is fetched at once. Measured from when the
 * portal turns to the Git host, and beside it from the engine's word, after which it waits
 * for others to come along.
 */
export async function measurePush(bench: Bench): Promise<void> {
  const { repository, portal, bounds, database } = bench;
  const { tip, files } = await repository.push(PUSHED);
  const component = componentOf(files[0]);
  const revisions = { deployed: repository.tip, desired: tip };
  const path = repository.paths.find(it => componentOf(it) === component) ?? '';
  const began = performance.now();
  await reportApplications(portal, repository, [path], revisions);
  const isThere = async () => {
    const [newest] = await commitsOf(portal, component);
    return newest?.sha === tip;
  };
  await until('the pushed commits are there', isThere, LOOK_FOR_PUSH_MS);
  const end = performance.now();
  const took = end - (repository.firstAskedAt() ?? began);
  const of = { unit: 'ms', commits: PUSHED, database };
  report({
    ...of,
    name: 'history.push',
    value: took,
    against: 'the bound',
    againstValue: MAX_PUSH_MS,
  });
  report({
    ...of,
    name: 'history.push.told',
    value: end - began,
    against: 'from the fetch alone',
    againstValue: took,
  });
  if (database !== 'SQLite') return;
  bounds.atMost(MAX_PUSH_MS, took, 'ms until pushed commits are there');
}
