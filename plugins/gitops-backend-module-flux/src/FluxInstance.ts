import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Capabilities } from '@backstage-gitops/plugin-gitops-common';
import {
  EngineInstance,
  KubernetesClient,
  Observation,
  ObservationQueue,
  observeThrough,
  TroubleLog,
} from '@backstage-gitops/plugin-gitops-node';
import { findGroup } from './clusters/resourceTypes';
import { ClusterWatch } from './ClusterWatch';
import { ObjectMemory } from './drift/InventoryWatches';

/** A cluster without Flux is looked at again after this time. */
const LOOK_AGAIN_MS = 60_000;

/** One cluster that runs Flux, or may do so one day. */
export class FluxInstance implements EngineInstance {
  readonly capabilities: Capabilities = {
    drift: true,
    driftWhilePending: true,
  };

  readonly #memory = new ObjectMemory();
  readonly #troubles = new Map<string, TroubleLog>();

  constructor(
    readonly name: string,
    private readonly client: KubernetesClient,
    private readonly logger: LoggerService,
    private readonly lookAgainMs = LOOK_AGAIN_MS,
  ) {}

  observe({ signal }: { signal: AbortSignal }): AsyncIterable<Observation> {
    return observeThrough(signal, (queue, scope) => this.#run(scope, queue));
  }

  #troubleOf(what: string): TroubleLog {
    const trouble = this.#troubles.get(what) ?? new TroubleLog(this.logger);
    this.#troubles.set(what, trouble);
    return trouble;
  }

  async #run(signal: AbortSignal, queue: ObservationQueue): Promise<void> {
    const { client, logger } = this;
    for (let isFirst = true; ; isFirst = false) {
      const found = await findGroup(
        client,
        'kustomize.toolkit.fluxcd.io',
        signal,
      );
      const kustomizations = found.get('Kustomization');
      if (kustomizations) {
        const sources = await findGroup(
          client,
          'source.toolkit.fluxcd.io',
          signal,
        );
        await new ClusterWatch({
          cluster: this.name,
          client,
          logger,
          troubleOf: what => this.#troubleOf(what),
          kustomizations,
          sources,
          memory: this.#memory,
          signal,
          tell: observation => queue.push(observation),
        }).run();
        return;
      }
      queue.push(
        isFirst ? { type: 'snapshot', applications: [] } : { type: 'alive' },
      );
      await delay(this.lookAgainMs, undefined, { signal });
    }
  }
}
