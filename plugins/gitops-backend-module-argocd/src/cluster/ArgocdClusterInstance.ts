import {
  Capabilities,
  ManagedResource,
} from '@backstage-gitops/plugin-gitops-common';
import {
  CollectionEvent,
  EngineInstance,
  getObject,
  KubernetesBackend,
  KubernetesClient,
  KubernetesError,
  listAndWatch,
  Observation,
  ObservationQueue,
  ObservedApplication,
  ObserveOptions,
  observeThrough,
  OperationAnswer,
  OperationCall,
  whyUnobservable,
} from '@backstage-gitops/plugin-gitops-node';
import { statedResourcesSchema } from '../api/statedResources';
import { ArgocdClusterOptions } from '../config';
import { toManagedResources } from '../details/toManagedResources';
import { parseApplication } from '../project/application';
import { projectApplication } from '../project/projectApplication';
import { applicationRef, applicationsPath } from './applications';
import { refresh, REFRESH_TIMING, RefreshTiming } from './refresh';

/** Those with many resources and a long history have hundreds of kilobytes each. */
const PAGE_SIZE = 100;

function presentIn(
  event: CollectionEvent<ObservedApplication>,
): ObservedApplication[] {
  if (event.type === 'listed') return event.items;
  return event.type === 'upserted' ? [event.item] : [];
}

function toObservation(
  event: CollectionEvent<ObservedApplication>,
): Observation {
  switch (event.type) {
    case 'listed':
      return { type: 'snapshot', applications: event.items };
    case 'upserted':
      return { type: 'changed', application: event.item };
    case 'deleted': {
      const { kind, namespace, name } = event.item;
      return { type: 'removed', key: { kind, namespace, name } };
    }
    default:
      return event;
  }
}

/**
 * One Argo CD, observed through the Application objects of its cluster. What they
 * do not hold, it cannot tell: manifests, and so what differs and what drifted.
 */
export class ArgocdClusterInstance implements EngineInstance {
  readonly name: string;
  readonly capabilities: Capabilities = {
    drift: false,
    driftWhilePending: false,
    // A sync written into the object would pass by Argo CD's rights and sync
    // windows, and take the place of one that is under way.
    operations: ['refresh'],
    resources: true,
    diff: false,
  };
  readonly #client: KubernetesClient;

  constructor(
    private readonly options: ArgocdClusterOptions,
    private readonly backend: KubernetesBackend,
    private readonly timing: RefreshTiming = REFRESH_TIMING,
  ) {
    this.name = options.name;
    this.#client = backend.cluster(options.cluster);
  }

  observe({ signal, known }: ObserveOptions): AsyncIterable<Observation> {
    return observeThrough(signal, (queue, scope) =>
      this.#run(scope, queue, known),
    );
  }

  async operate(
    application: ObservedApplication,
    call: OperationCall,
    { signal }: { signal: AbortSignal },
  ): Promise<OperationAnswer> {
    if (call.type !== 'refresh') {
      throw new Error(
        `Argo CD ${this.name} is read through its cluster, where the portal cannot ${call.type} an application`,
      );
    }
    const { timing } = this;
    return refresh(this.#client, application, { signal, timing });
  }

  async resources(
    application: ObservedApplication,
    options: { signal: AbortSignal },
  ): Promise<ManagedResource[]> {
    const stated = statedResourcesSchema.safeParse(
      await getObject(this.#client, applicationRef(application), options),
    );
    if (!stated.success) {
      throw new Error(`${this.#client.who} answered with no application`);
    }
    return toManagedResources(stated.data);
  }

  async #run(
    signal: AbortSignal,
    queue: ObservationQueue,
    known: ObserveOptions['known'],
  ): Promise<void> {
    const { cluster, namespace, frontendUrl } = this.options;
    const why = whyUnobservable(cluster, await this.backend.listClusters());
    if (why) throw new Error(why);
    const looks = new Map((await known()).map(each => [each.uid, each]));
    const events = listAndWatch(this.#client, {
      path: applicationsPath(namespace),
      pageSize: PAGE_SIZE,
      signal,
      parse: item => {
        const application = parseApplication(item);
        if (!application) return undefined;
        const previous = looks.get(application.metadata.uid ?? undefined);
        return projectApplication(application, { frontendUrl, previous });
      },
    });
    try {
      for await (const event of events) {
        if (event.type === 'listed') looks.clear();
        if (event.type === 'deleted') looks.delete(event.item.uid);
        for (const item of presentIn(event)) looks.set(item.uid, item);
        queue.push(toObservation(event));
      }
    } catch (error) {
      const isAbsent =
        error instanceof KubernetesError &&
        error.status === 404 &&
        !error.isFromBetween;
      throw isAbsent
        ? new Error(
            `${
              this.#client.who
            } does not know Applications of Argo CD (404): is it installed there?`,
          )
        : error;
    }
  }
}
