import { setTimeout as delay } from 'node:timers/promises';
import { Crowd } from './Crowd';
import { Portal } from '../harness/Portal';
import { quantile } from '../harness/report';

const ROUNDS = 5;
const POLL_MS = 5;
const PATIENCE_MS = 30_000;

async function healthOf(
  portal: Portal,
  instance: string,
  application: string,
): Promise<string | undefined> {
  const items = await portal.applicationsOf(application);
  return items.find(item => item.instance === instance)?.health.status;
}

/** From a change of an application's health to who says so; milliseconds, the median. */
export async function changeUpstream(
  { crowd, portal }: { crowd: Crowd; portal: Portal },
  instance: string,
  application: string,
): Promise<{ engine: number; api: number }> {
  const took = { engine: new Array<number>(), api: new Array<number>() };
  for (let round = 0; round < ROUNDS; round++) {
    const stream = await crowd.openStream(instance, application);
    const before = await healthOf(portal, instance, application);
    const began = performance.now();
    const said = stream.next().then(() => performance.now() - began);
    await crowd.change(instance, application);
    while ((await healthOf(portal, instance, application)) === before) {
      if (performance.now() - began > PATIENCE_MS) {
        throw new Error(
          `${application} of ${instance} changed, and the portal does not show it`,
        );
      }
      await delay(POLL_MS);
    }
    took.api.push(performance.now() - began);
    took.engine.push(await said);
    stream.close();
  }
  return { engine: quantile(took.engine, 0.5), api: quantile(took.api, 0.5) };
}
