import { setTimeout as delay } from 'node:timers/promises';
import { Bounds } from '../harness/Bounds';
import { changeUpstream } from './changeUpstream';
import { addedRequests, highestRate } from './countRequests';
import { Crowd } from './Crowd';
import { Portal } from '../harness/Portal';
import { report } from '../harness/report';
import { viewPages } from './viewPages';

export interface Bench {
  crowd: Crowd;
  portal: Portal;
  /** When the portal was started. */
  beganAt: number;
  bounds: Bounds;
}

/** The same backend without instances. */
export interface Idle {
  /** Bytes. */
  heapUsed: number;
  startMs: number;
}

const MAX_HEAP_MB = 300;
const MAX_PER_MINUTE = 1;
const PAGE_VIEWS = 1_000;
const MB = 1024 * 1024;

/** What a start makes necessary is done so long after it. */
const SETTLING_MS = 20_000;

export async function measureObserving(
  { crowd, portal, beganAt }: Bench,
  idle: Idle,
): Promise<void> {
  const applications = crowd.applications.length * crowd.instances.length;
  await portal.observed(applications);
  report({
    name: 'observe.time',
    value: (Date.now() - beganAt) / 1000,
    unit: 's',
    against: 'the same backend without instances until it answers',
    againstValue: idle.startMs / 1000,
    applications,
  });
  await portal.gitRead(crowd.instances.length);
  await delay(SETTLING_MS);
}

export async function measureMemory(
  { portal, bounds }: Bench,
  idle: Idle,
): Promise<void> {
  const { heapUsed, rss } = await portal.memory();
  report({
    name: 'observe.heap',
    value: heapUsed / MB,
    unit: 'MB',
    against: 'the same backend without instances',
    againstValue: idle.heapUsed / MB,
    rss: Math.round(rss / MB),
  });
  bounds.atMost(MAX_HEAP_MB, heapUsed / MB, 'MB of heap after observing');
}

export async function measureQuiet(
  { crowd, bounds }: Bench,
  minutes: number,
): Promise<void> {
  const beganAt = Date.now();
  await delay(minutes * 60_000);
  const spanMs = Date.now() - beganAt;
  const requests = await crowd.requests('engines', beganAt);
  const ofGit = await crowd.requests('git', beganAt);
  const perRepository = ofGit.length / crowd.instances.length;
  for (const [engine, instances] of crowd.engines) {
    const { perMinute, ...rate } = highestRate(requests, instances, spanMs);
    report({
      name: `observe.quiet.${engine}`,
      value: perMinute,
      unit: 'requests per minute, to the instance asked most',
      against: 'the Git host, per repository',
      againstValue: (perRepository * 60_000) / spanMs,
      ...rate,
    });
    bounds.atMost(
      MAX_PER_MINUTE,
      perMinute,
      `requests per minute to ${rate.instance} while nothing changes`,
    );
  }
}

export async function measureViews(
  { crowd, portal, beganAt, bounds }: Bench,
  components: string[],
): Promise<void> {
  await portal.signIn();
  const before = await crowd.requests('engines', beganAt);
  const viewsAt = Date.now();
  const views = await viewPages(portal, PAGE_VIEWS, components);
  const during = await crowd.requests('engines', viewsAt);
  const added = addedRequests(before, during, Date.now() - viewsAt);
  report({
    name: 'observe.views',
    value: added.count,
    unit: 'requests to engines that page views added',
    against: 'page views',
    againstValue: PAGE_VIEWS,
    asked: added.asked,
  });
  bounds.atMost(0, added.count, `requests added by ${PAGE_VIEWS} page views`);
  for (const page of ['entity', 'fleet'] as const) {
    report({
      name: `observe.views.${page}`,
      value: views[page].p95,
      unit: 'ms, the 95th percentile',
      against: 'the median',
      againstValue: views[page].p50,
    });
  }
}

export async function measureChanges(
  { crowd, portal }: Bench,
  component: string,
): Promise<void> {
  for (const [engine, [instance]] of crowd.engines) {
    const took = await changeUpstream({ crowd, portal }, instance, component);
    report({
      name: `observe.change.${engine}`,
      value: took.api,
      unit: 'ms',
      against: 'the engine saying so on its own stream',
      againstValue: took.engine,
    });
  }
}
