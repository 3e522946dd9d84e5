import { setImmediate } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { Leases } from '../leases/Leases';
import { Loop } from '../observe/Loop';
import { reasonOf } from '../observe/reasonOf';
import { AskedRepository } from './askBatch';
import { HostAsker } from './HostAsker';
import { createHosts } from './hosts/createHosts';
import { listBoundApplications, listRepositories } from './store/lists';
import { noteCommits } from './store/noteCommits';
import { forgetPauses } from './store/reviewHosts';
import { saveUnasked } from './store/saveUnasked';

export interface ReviewsOptions {
  db: Knex;
  logger: LoggerService;
  integrations: ScmIntegrationRegistry;
  /** Told of the applications whose commits got other answers. */
  onChanged: (applicationIds: string[]) => void;
}

const INTERVAL_MS = 60_000;
/** When all bound applications are looked through, whatever was said of them. */
const SWEEP_MS = 10 * 60_000;

/**
 * Finds out what Git hosts say of the commits of bound applications: puts down what
 * is to be asked about, and has each host asked by itself.
 */
export class Reviews {
  readonly #options: ReviewsOptions;
  readonly #hostOf: ReturnType<typeof createHosts>;
  readonly #leases: Leases;
  readonly #loop: Loop;
  readonly #askers = new Map<string, HostAsker>();
  readonly #running: Array<Promise<void>> = [];
  readonly #stop = new AbortController();
  readonly #waiting = new Set<string>();
  #sweptAt = -Infinity;

  constructor(options: ReviewsOptions) {
    this.#options = options;
    this.#hostOf = createHosts(options.integrations);
    this.#leases = new Leases(options.db);
    const trouble = new TroubleLog(options.logger);
    this.#loop = new Loop({
      run: signal => this.#pass(signal),
      intervalMs: INTERVAL_MS,
      onError: error =>
        trouble.begins(
          `Commits to ask Git hosts about are not found: ${reasonOf(error)}`,
        ),
      onSuccess: () =>
        trouble.isOver('Commits to ask Git hosts about are found again'),
    });
  }

  /** These applications may have new commits, or be bound now. */
  applicationsChanged(applicationIds: readonly string[]): void {
    for (const id of applicationIds) this.#waiting.add(id);
    this.#loop.wake();
  }

  start(): void {
    this.#running.push(this.#loop.start(this.#stop.signal));
  }

  /** Ends what is under way, and waits until it has. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
  }

  async #pass(signal: AbortSignal): Promise<void> {
    const { db } = this.#options;
    if (this.#sweptAt === -Infinity) await forgetPauses(db, Date.now());
    const hosts = await this.#findHosts();
    const repositoryIds = [...hosts.values()].flat().map(({ id }) => id);
    if (performance.now() - this.#sweptAt > SWEEP_MS) {
      const bound = await listBoundApplications(db);
      for (const id of bound) this.#waiting.add(id);
      this.#sweptAt = performance.now();
    }
    for (const id of this.#waiting) {
      // SQLite works on this thread: whatever else there is to do has its turn.
      await setImmediate();
      if (signal.aborted) return;
      // First, so that what is said of it meanwhile counts.
      this.#waiting.delete(id);
      try {
        await noteCommits(db, id, repositoryIds, Date.now());
      } catch (error) {
        this.#waiting.add(id);
        throw error;
      }
    }
    for (const [host, repositories] of hosts) {
      this.#askerOf(host).wake(repositories);
    }
  }

  /** The repositories that can be asked about, by host. */
  async #findHosts(): Promise<Map<string, AskedRepository[]>> {
    const { db } = this.#options;
    const hosts = new Map<string, AskedRepository[]>();
    const unasked = new Map<number, string>();
    for (const { id, url } of await listRepositories(db)) {
      const askable = this.#hostOf(url);
      if (typeof askable === 'string') {
        unasked.set(id, askable);
      } else {
        const { host } = askable.repository;
        hosts.set(host, [...(hosts.get(host) ?? []), { id, ...askable }]);
      }
    }
    await saveUnasked(db, unasked);
    return hosts;
  }

  #askerOf(host: string): HostAsker {
    const known = this.#askers.get(host);
    if (known) return known;
    const asker = new HostAsker(
      { ...this.#options, leases: this.#leases },
      host,
    );
    this.#askers.set(host, asker);
    this.#running.push(asker.start(this.#stop.signal));
    return asker;
  }
}
