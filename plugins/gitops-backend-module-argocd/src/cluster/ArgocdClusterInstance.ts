import { isDeepStrictEqual } from 'node:util';
import { LoggerService } from '@backstage/backend-plugin-api';
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
  listObjects,
  Observation,
  ObservationQueue,
  ObservedApplication,
  ObserveOptions,
  observeThrough,
  OperationAnswer,
  OperationCall,
  whyUnobservable,
} from '@backstage-gitops/plugin-gitops-node';
import { AppProjects } from '../AppProjects';
import { statedResourcesSchema } from '../api/statedResources';
import { ArgocdClusterOptions } from '../config';
import { toManagedResources } from '../details/toManagedResources';
import { parseApplication } from '../project/application';
import { projectApplication } from '../project/projectApplication';
import { parseAppProject } from '../project/syncWindows';
import {
  applicationRef,
  applicationsPath,
  appProjectsPath,
} from './applications';
import { refresh, REFRESH_TIMING, RefreshTiming } from './refresh';

/** All times in ms. */
export interface ClusterTiming extends RefreshTiming {
  /** Projects are not watched: this long after they were listed they are listed anew. */
  projects: number;
}

const TIMING: ClusterTiming = { ...REFRESH_TIMING, projects: 10 * 60_000 };

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
  readonly #projects: AppProjects;
  readonly #timing: ClusterTiming;

  constructor(
    private readonly options: ArgocdClusterOptions,
    private readonly backend: KubernetesBackend,
    logger: LoggerService,
    timing: Partial<ClusterTiming> = {},
  ) {
    this.name = options.name;
    this.#timing = { ...TIMING, ...timing };
    this.#client = backend.cluster(options.cluster);
    this.#projects = new AppProjects({
      who: `Argo CD ${options.name}`,
      logger,
      list: async signal => {
        const path = appProjectsPath(options.namespace);
        const parse = parseAppProject;
        return (await listObjects(this.#client, { path, parse, signal })).items;
      },
    });
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
    const timing = this.#timing;
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

  #withWindows(event: CollectionEvent<ObservedApplication>): typeof event {
    const whole = (observed: ObservedApplication) => ({
      ...observed,
      syncWindows: this.#projects.syncWindowsOf(observed),
    });
    switch (event.type) {
      case 'listed':
        return { ...event, items: event.items.map(whole) };
      case 'upserted':
        return { ...event, item: whole(event.item) };
      default:
        return event;
    }
  }

  /** Tells of those whose windows are others now. */
  #tellOtherwise(
    looks: Map<string | undefined, ObservedApplication>,
    queue: ObservationQueue,
  ): void {
    for (const [uid, look] of looks) {
      const syncWindows = this.#projects.syncWindowsOf(look);
      if (!isDeepStrictEqual(look.syncWindows, syncWindows)) {
        const application = { ...look, syncWindows };
        looks.set(uid, application);
        queue.push({ type: 'changed', application });
      }
    }
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
      let readAt = Number.NEGATIVE_INFINITY;
      for await (const each of events) {
        const isDue = Date.now() - readAt >= this.#timing.projects;
        if (each.type === 'listed' || isDue) {
          await this.#projects.read(signal);
          readAt = Date.now();
        }
        // What is listed is told as a whole, and before it nothing is.
        if (each.type === 'listed') looks.clear();
        else if (isDue) this.#tellOtherwise(looks, queue);
        const event = this.#withWindows(each);
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
