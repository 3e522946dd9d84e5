import { setTimeout as delay } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import {
  Application,
  entityApplicationsSchema,
  fleetSchema,
  instancesSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { z } from 'zod';
import { askJson } from './askJson';
import { Child } from './children';
import { PortalConfig, USER } from './portalConfig';

const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});
const memorySchema = z.object({ heapUsed: z.number(), rss: z.number() });
const catalogSchema = z.object({ totalItems: z.number() });
const errorSchema = z.object({ error: z.object({ message: z.string() }) });

const PATIENCE_MS = 300_000;
/** Less than that share of the time it does something when nobody asks it anything. */
const AT_REST = 0.25;
const REST_MS = 1_000;
const BACKEND = resolve(__dirname, '../..');

/** The portal's backend, in a process of its own, as somebody who is signed in. */
export class Portal {
  #token = '';

  private constructor(
    private readonly child: Child,
    private readonly url: string,
  ) {}

  /** Resolves once one can sign in. */
  static async start(options: PortalConfig & { log: string }): Promise<Portal> {
    const { url, args, log } = options;
    const child = Child.start(join(__dirname, 'backendProcess.ts'), {
      args,
      log,
      cwd: BACKEND,
    });
    const portal = new Portal(child, url);
    try {
      await Promise.race([
        until('the backend answers', () => portal.signIn()),
        child.failed(),
      ]);
      return portal;
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  /** Lasts for an hour. @returns whether there was an answer */
  async signIn(): Promise<boolean> {
    const response = await fetch(`${this.url}/api/auth/sandbox/refresh`, {
      headers: { 'x-sandbox-user': USER },
    }).catch(() => undefined);
    if (!response?.ok) return false;
    const session = sessionSchema.parse(await response.json());
    this.#token = session.backstageIdentity.token;
    return true;
  }

  /** Of the plugin's API; throws where it does not answer with 200. */
  async get(path: string, more: { isPlain?: boolean } = {}): Promise<unknown> {
    return this.#ask(`/gitops${path}`, { token: this.#token, ...more });
  }

  /** As a service with a token of its own; throws as `get` does. */
  async post(path: string, token: string, body: unknown): Promise<unknown> {
    return this.#ask(`/gitops${path}`, { token, body });
  }

  async #ask(
    path: string,
    options: Parameters<typeof askJson>[1],
  ): Promise<unknown> {
    const url = `${this.url}/api${path}`;
    const { status, answer } = await askJson(url, options);
    if (status !== 200) {
      const words = errorSchema.safeParse(answer).data?.error.message ?? '';
      throw new Error(`${path} was answered with ${status} ${words}`);
    }
    return answer;
  }

  async applicationsOf(component: string): Promise<Application[]> {
    const path = `/entities/component/default/${component}/applications`;
    return entityApplicationsSchema.parse(await this.get(path)).items;
  }

  /** Resolves once the catalog has read so many components. */
  async catalogued(components: number): Promise<void> {
    const path = '/catalog/entities/by-query?filter=kind=component&limit=1';
    await until(`${components} components are in the catalog`, async () => {
      const answer = await this.#ask(path, { token: this.#token });
      return catalogSchema.parse(answer).totalItems === components;
    });
  }

  /** Resolves once there are so many applications. */
  async observed(applications: number): Promise<void> {
    await until(`${applications} applications are observed`, async () => {
      const fleet = fleetSchema.parse(await this.get('/applications?limit=1'));
      return fleet.totalItems === applications;
    });
  }

  /** Resolves once each of so many repositories was read. */
  async gitRead(repositories: number): Promise<void> {
    await until(`${repositories} repositories are read`, async () => {
      const known = instancesSchema.parse(await this.get('/instances'));
      return (
        known.repositories.length === repositories &&
        known.repositories.every(each => each.state === 'current')
      );
    });
  }

  /** Resolves once it has done what it was given to do. */
  async atRest(): Promise<void> {
    await this.child.ask('utilization');
    await until(
      'the portal is at rest',
      async () => {
        await delay(REST_MS);
        const share = await this.child.ask('utilization');
        return z.number().parse(share) < AT_REST;
      },
      0,
    );
  }

  /** Bytes, after all that can be freed was freed. */
  async memory(): Promise<{ heapUsed: number; rss: number }> {
    return memorySchema.parse(await this.child.ask('memory'));
  }

  /** Has the heap looked at again and again until `highestHeap` is asked. */
  async watchHeap(): Promise<void> {
    await this.child.ask('watchHeap');
  }

  /** Bytes; the most that was in use since `watchHeap`, not yet freed among it. */
  async highestHeap(): Promise<number> {
    return z.number().parse(await this.child.ask('highestHeap'));
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}

/** Asks again and again; throws when it takes too long. */
export async function until(
  what: string,
  check: () => Promise<boolean>,
  everyMs = 250,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await check())) {
    if (Date.now() > deadline) {
      throw new Error(
        `After ${PATIENCE_MS / 1000} s it is not so that ${what}`,
      );
    }
    await delay(everyMs);
  }
}
