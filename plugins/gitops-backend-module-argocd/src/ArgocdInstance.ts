import { setMaxListeners } from 'node:events';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Capabilities,
  ManagedResource,
  ResourceDiff,
} from '@backstage-gitops/plugin-gitops-common';
import {
  EngineInstance,
  Observation,
  ObservationQueue,
  ObservedApplication,
  ObserveOptions,
  observeThrough,
  OperationAnswer,
  OperationCall,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { ApplicationSets } from './ApplicationSets';
import { AppProjects } from './AppProjects';
import { ArgocdClient } from './api/ArgocdClient';
import { readApplicationEvents } from './api/applicationEvents';
import { ArgocdInstanceOptions } from './config';
import { toDiffs } from './details/toDiffs';
import { toManagedResources } from './details/toManagedResources';
import { withTree } from './details/withTree';
import { DriftChecks } from './drift/DriftChecks';
import { DriftTroubles } from './drift/DriftTroubles';
import { ExpectedApplications } from './ExpectedApplications';
import { ObservedSet } from './ObservedSet';
import { operate } from './operate';
import { Rights } from './Rights';

/** All times in milliseconds. */
export interface ArgocdTiming {
  /** Argo CD drops events of a reader that is slow, so that all is asked for anew from time to time. */
  resync: number;
  /** A stream that ends sooner than this did not end in the ordinary way. */
  shortStream: number;
  /** Argo CD sends something every 15 s. */
  silence: number;
  /** Between one listed application and the next to come through the stream. */
  arrival: number;
  /** Drift checks of what is out of sync at the beginning delay the snapshot by at most this. */
  firstChecks: number;
  aliveEvery: number;
  /** Between two drift checks where Argo CD has found nothing new. */
  recheck: number;
  /** A right that was lost for so long is no accident. */
  rights: number;
}

const TIMING: ArgocdTiming = {
  resync: 10 * 60_000,
  shortStream: 30_000,
  silence: 60_000,
  arrival: 60_000,
  firstChecks: 5_000,
  aliveEvery: 10_000,
  recheck: 2 * 60_000,
  rights: 60 * 60_000,
};

/** One Argo CD, observed through the event stream of its REST API. */
export class ArgocdInstance implements EngineInstance {
  readonly name: string;
  readonly capabilities: Capabilities = {
    drift: true,
    driftWhilePending: true,
    operations: ['sync', 'refresh'],
    resources: true,
    diff: true,
  };
  readonly #client: ArgocdClient;
  readonly #timing: ArgocdTiming;
  /** Kept from one stream to the next. */
  readonly #driftTroubles: DriftTroubles;
  readonly #projects: AppProjects;
  readonly #sets: ApplicationSets;
  readonly #rights: Rights;

  constructor(
    private readonly options: ArgocdInstanceOptions,
    logger: LoggerService,
    timing: Partial<ArgocdTiming> = {},
  ) {
    this.name = options.name;
    this.#timing = { ...TIMING, ...timing };
    this.#client = new ArgocdClient(options);
    this.#driftTroubles = new DriftTroubles(logger);
    this.#rights = new Rights(this.#client, this.#timing.rights);
    const reading = {
      who: this.#client.who,
      logger,
      // Surely due whenever all is asked for anew, and not at each stream that was cut off.
      everyMs: this.#timing.resync / 2,
    };
    this.#projects = new AppProjects({
      ...reading,
      list: signal => this.#client.listProjects(signal),
    });
    this.#sets = new ApplicationSets({
      ...reading,
      list: signal => this.#client.listApplicationSets(signal),
    });
  }

  observe({ signal, known }: ObserveOptions): AsyncIterable<Observation> {
    return observeThrough(signal, (queue, scope) =>
      this.#run(scope, queue, known),
    );
  }

  operate(
    application: ObservedApplication,
    call: OperationCall,
    { signal }: { signal: AbortSignal },
  ): Promise<OperationAnswer> {
    return operate(this.#client, application, call, signal);
  }

  async resources(
    application: ObservedApplication,
    { signal }: { signal: AbortSignal },
  ): Promise<ManagedResource[]> {
    const [stated, tree] = await Promise.all([
      this.#client.statedResources(application, signal),
      this.#client.resourceTree(application, signal),
    ]);
    return withTree(toManagedResources(stated), tree);
  }

  async diff(
    application: ObservedApplication,
    { signal }: { signal: AbortSignal },
  ): Promise<ResourceDiff[]> {
    return toDiffs(
      await this.#client.managedResources(application, signal),
      signal,
    );
  }

  async #run(
    signal: AbortSignal,
    queue: ObservationQueue,
    known: ObserveOptions['known'],
  ) {
    const gate = { isOpen: false };
    const set = new ObservedSet(await known(), {
      frontendUrl: this.options.frontendUrl,
      checks: new DriftChecks(this.#client, this.#driftTroubles),
      projects: this.#projects,
      sets: this.#sets,
      recheckMs: this.#timing.recheck,
      signal,
      emit: observation => {
        // What changes before the first snapshot is in it.
        if (gate.isOpen) queue.push(observation);
      },
    });
    while (!signal.aborted) {
      const startedAt = Date.now();
      const { isOld } = await this.#round(signal, round =>
        this.#follow(round, set, observation => {
          gate.isOpen = true;
          queue.push(observation);
        }),
      );
      if (!isOld && Date.now() - startedAt < this.#timing.shortStream) {
        throw new Error(`${this.#client.who} closed the stream of events`);
      }
    }
  }

  /** Runs until the stream ends by itself, or was read for so long that all is asked for anew. */
  async #round(
    signal: AbortSignal,
    follow: (round: AbortController) => Promise<void>,
  ): Promise<{ isOld: boolean }> {
    const round = new AbortController();
    setMaxListeners(0, round.signal);
    const onAbort = () => round.abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    let isOld = false;
    const resync = setTimeout(() => {
      isOld = true;
      round.abort();
    }, this.#timing.resync);
    try {
      await follow(round);
    } catch (error) {
      if (!isOld) throw error;
    } finally {
      clearTimeout(resync);
      signal.removeEventListener('abort', onAbort);
    }
    return { isOld };
  }

  /** Tells a snapshot, then each change that comes through one stream. */
  async #follow(
    round: AbortController,
    set: ObservedSet,
    tell: (observation: Observation) => void,
  ): Promise<void> {
    const { who } = this.#client;
    await this.#projects.readIfDue(round.signal);
    const list = () => this.#rights.list(set, round.signal);
    const isEmpty = (await list()).length === 0;
    if (isEmpty) {
      // A stream without events does not even begin for 15 s.
      set.retain(() => false);
      tell({ type: 'snapshot', applications: [] });
    }
    const stream = await this.#client.openApplicationStream(round.signal);
    let late: NodeJS.Timeout | undefined;
    try {
      // Listed after the stream began: what it names is sure to come through it.
      const expected = new ExpectedApplications(isEmpty ? [] : await list());
      late = setTimeout(() => {
        round.abort(
          new Error(`${who} did not send ${expected.missing} applications`),
        );
      }, this.#timing.arrival);
      const firstPuts: Array<Promise<void>> = [];
      let isComplete = isEmpty;
      let aliveAt = 0;
      const completeIfAll = async () => {
        if (isComplete || expected.missing > 0) return;
        clearTimeout(late);
        await waitAtMost(
          this.#timing.firstChecks,
          Promise.all(firstPuts),
          round.signal,
        );
        await set.readSetsIfDue(round.signal);
        isComplete = true;
        set.retain(name => expected.isPresent(name));
        tell({ type: 'snapshot', applications: set.snapshot() });
      };
      await completeIfAll();
      const events = readApplicationEvents(stream, who, this.#timing.silence);
      for await (const event of events) {
        if (event.type === 'present') {
          const { metadata } = event.application;
          expected.arrived(metadata);
          const put = set.put(event.application);
          if (!isComplete) firstPuts.push(put);
          if (!isComplete) late.refresh();
        } else if (event.type === 'deleted') {
          expected.gone(event.application.metadata);
          const key = set.remove(event.application);
          if (isComplete) tell({ type: 'removed', key });
        } else if (
          isComplete &&
          Date.now() - aliveAt >= this.#timing.aliveEvery
        ) {
          aliveAt = Date.now();
          tell({ type: 'alive' });
        }
        await completeIfAll();
      }
    } finally {
      clearTimeout(late);
      stream.close();
    }
  }
}
