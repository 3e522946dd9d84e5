import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Capabilities,
  ManagedResource,
} from '@backstage-gitops/plugin-gitops-common';
import {
  EngineInstance,
  findGroup,
  KubernetesClient,
  Observation,
  ObservationQueue,
  ObservedApplication,
  ObserveOptions,
  observeThrough,
  OperationAnswer,
  OperationCall,
  TroubleLog,
} from '@backstage-gitops/plugin-gitops-node';
import { SOURCE_GROUP } from './groups';
import { ClusterWatch } from './ClusterWatch';
import { ObjectMemory } from './drift/ObjectMemory';
import { SOURCE_TIMING, SourceTiming } from './operations/fetchSource';
import { listResources } from './operations/listResources';
import { operate } from './operations/operate';
import { APPLICATION_KINDS } from './project/application';

/** A cluster without Flux is looked at again after this time. */
const LOOK_AGAIN_MS = 60_000;

/** One cluster that runs Flux, or may do so one day. */
export class FluxInstance implements EngineInstance {
  readonly capabilities: Capabilities = {
    drift: true,
    driftWhilePending: true,
    operations: ['sync', 'suspend', 'resume'],
    resources: true,
    diff: false,
  };

  readonly #memory = new ObjectMemory();
  readonly #troubles = new Map<string, TroubleLog>();
  /** While the cluster is watched. */
  #watch: ClusterWatch | undefined;

  constructor(
    readonly name: string,
    private readonly client: KubernetesClient,
    private readonly logger: LoggerService,
    private readonly sourceTiming: SourceTiming = SOURCE_TIMING,
  ) {}

  observe({ signal, known }: ObserveOptions): AsyncIterable<Observation> {
    return observeThrough(signal, async (queue, scope) => {
      this.#memory.recall(await known());
      await this.#run(scope, queue);
    });
  }

  operate(
    application: ObservedApplication,
    call: OperationCall,
    { signal }: { signal: AbortSignal },
  ): Promise<OperationAnswer> {
    const timing = this.sourceTiming;
    return operate(this.client, application, call, { signal, timing });
  }

  resources(
    application: ObservedApplication,
    { signal }: { signal: AbortSignal },
  ): Promise<ManagedResource[]> {
    return listResources(this.client, application, {
      signal,
      driftOf: item => this.#watch?.driftOf(item) ?? { state: 'unchecked' },
    });
  }

  #troubleOf(what: string): TroubleLog {
    const trouble = this.#troubles.get(what) ?? new TroubleLog(this.logger);
    this.#troubles.set(what, trouble);
    return trouble;
  }

  async #run(signal: AbortSignal, queue: ObservationQueue): Promise<void> {
    const { client, logger } = this;
    for (let isFirst = true; ; isFirst = false) {
      const applications = await this.#findApplications(signal);
      if (applications.length > 0) {
        const watch = new ClusterWatch({
          cluster: this.name,
          client,
          logger,
          troubleOf: what => this.#troubleOf(what),
          applications,
          sources: await findGroup(client, SOURCE_GROUP, signal),
          memory: this.#memory,
          signal,
          tell: observation => queue.push(observation),
        });
        this.#watch = watch;
        await watch.run().finally(() => {
          if (this.#watch === watch) this.#watch = undefined;
        });
        return;
      }
      queue.push(
        isFirst ? { type: 'snapshot', applications: [] } : { type: 'alive' },
      );
      await delay(LOOK_AGAIN_MS, undefined, { signal });
    }
  }

  async #findApplications(signal: AbortSignal) {
    const found = APPLICATION_KINDS.map(async kind => {
      const types = await findGroup(this.client, kind.group, signal);
      const type = types.get(kind.kind);
      return type ? [{ kind, type }] : [];
    });
    return (await Promise.all(found)).flat();
  }
}
