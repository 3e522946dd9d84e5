import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Capabilities } from '@backstage-gitops/plugin-gitops-common';
import {
  EngineInstance,
  KubernetesClient,
  Mailbox,
  Observation,
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

  constructor(
    readonly name: string,
    private readonly client: KubernetesClient,
    private readonly logger: LoggerService,
    private readonly lookAgainMs = LOOK_AGAIN_MS,
  ) {}

  async *observe({
    signal,
  }: {
    signal: AbortSignal;
  }): AsyncGenerator<Observation, void, undefined> {
    const scope = new AbortController();
    // One listener per watch.
    setMaxListeners(0, scope.signal);
    const mailbox = new Mailbox<Observation>();
    const stop = () => {
      mailbox.close();
      scope.abort();
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    this.#run(scope.signal, mailbox).catch(error => mailbox.fail(error));
    try {
      yield* mailbox;
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  async #run(
    signal: AbortSignal,
    mailbox: Mailbox<Observation>,
  ): Promise<void> {
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
          kustomizations,
          sources,
          memory: this.#memory,
          signal,
          tell: observation => mailbox.push(observation),
        }).run();
        return;
      }
      mailbox.push(
        isFirst ? { type: 'snapshot', applications: [] } : { type: 'alive' },
      );
      await delay(this.lookAgainMs, undefined, { signal });
    }
  }
}
