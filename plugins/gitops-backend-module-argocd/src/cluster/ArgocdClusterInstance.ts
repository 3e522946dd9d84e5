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
  Observation,
  ObservationQueue,
  ObservedApplication,
  ObserveOptions,
  observeThrough,
  OperationAnswer,
  OperationCall,
  whyUnobservable,
} from '@backstage-gitops/plugin-gitops-node';
import { ApplicationSets } from '../ApplicationSets';
import { AppProjects } from '../AppProjects';
import { statedResourcesSchema } from '../api/statedResources';
import { ArgocdClusterOptions } from '../config';
import { toManagedResources } from '../details/toManagedResources';
import { parseApplication } from '../project/application';
import { parseApplicationSet } from '../project/applicationSets';
import { projectApplication } from '../project/projectApplication';
import { parseAppProject } from '../project/syncWindows';
import {
  applicationRef,
  applicationSetsPath,
  applicationsPath,
  appProjectsPath,
} from './applications';
import { listOfNamespaces } from './listOfNamespaces';
import { Look, looksIn, toObservation } from './Look';
import { refresh, REFRESH_TIMING, RefreshTiming } from './refresh';

/** All times in ms. */
export interface ClusterTiming extends RefreshTiming {
  /** Projects and ApplicationSets are not watched: this long after they were listed they are listed anew. */
  projects: number;
}

const TIMING: ClusterTiming = { ...REFRESH_TIMING, projects: 10 * 60_000 };

/** Those with many resources and a long history have hundreds of kilobytes each. */
const PAGE_SIZE = 100;

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
  readonly #sets: ApplicationSets;
  /** Namespaces of the Argo CDs that have the applications seen. */
  readonly #controllers = new Set<string>();
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
    const reading = {
      who: `Argo CD ${options.name}`,
      logger,
      everyMs: this.#timing.projects,
    };
    this.#projects = new AppProjects({
      ...reading,
      list: signal =>
        listOfNamespaces(
          this.#client,
          { pathOf: appProjectsPath, parse: parseAppProject },
          this.#projectNamespaces(),
          signal,
        ),
    });
    this.#sets = new ApplicationSets({
      ...reading,
      list: signal =>
        listOfNamespaces(
          this.#client,
          { pathOf: applicationSetsPath, parse: parseApplicationSet },
          // They make applications in their own.
          options.namespace ? [options.namespace] : [...this.#controllers],
          signal,
        ),
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

  /** @returns whether anything was */
  async #readIfDue(seen: Look[], signal: AbortSignal): Promise<boolean> {
    const applications = seen.map(({ observed }) => observed);
    const isRead = await Promise.all([
      this.#projects.readIfDue(signal),
      this.#sets.readIfDue(applications, signal),
    ]);
    return isRead.includes(true);
  }

  #projectNamespaces(): string[] {
    if (this.#controllers.size > 0) return [...this.#controllers];
    const { namespace } = this.options;
    return namespace ? [namespace] : [];
  }

  /** With what other objects say of it. */
  #complete(look: Look): Look {
    const { controllerNamespace } = look;
    const observed = this.#sets.complete(look.observed, controllerNamespace);
    const subject = { ...observed, controllerNamespace };
    const syncWindows = this.#projects.syncWindowsOf(subject);
    return {
      ...look,
      observed: syncWindows ? { ...observed, syncWindows } : observed,
    };
  }

  #allComplete(event: CollectionEvent<Look>): typeof event {
    switch (event.type) {
      case 'listed':
        return {
          ...event,
          items: event.items.map(each => this.#complete(each)),
        };
      case 'upserted':
        return { ...event, item: this.#complete(event.item) };
      default:
        return event;
    }
  }

  /** Tells of those of which other objects say something else now. */
  #tellOtherwise(
    looks: Map<string | undefined, Look>,
    queue: ObservationQueue,
  ): void {
    for (const [uid, before] of looks) {
      const look = this.#complete(before);
      const application = look.observed;
      const known = before.observed;
      const isSame =
        isDeepStrictEqual(known.syncWindows, application.syncWindows) &&
        isDeepStrictEqual(known.appliedBy, application.appliedBy);
      if (!isSame) {
        looks.set(uid, look);
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
    const looks = new Map<string | undefined, Look>(
      (await known()).map(observed => [
        observed.uid,
        { observed, controllerNamespace: undefined },
      ]),
    );
    const events = listAndWatch(this.#client, {
      path: applicationsPath(namespace),
      pageSize: PAGE_SIZE,
      signal,
      parse: item => {
        const application = parseApplication(item);
        if (!application) return undefined;
        const { metadata, status } = application;
        const controllerNamespace = status?.controllerNamespace ?? undefined;
        if (controllerNamespace) this.#controllers.add(controllerNamespace);
        const previous = looks.get(metadata.uid ?? undefined)?.observed;
        const options = { frontendUrl, previous };
        const observed = projectApplication(application, options);
        return { observed, controllerNamespace };
      },
    });
    try {
      for await (const each of events) {
        const isRead = await this.#readIfDue(looksIn(each), signal);
        // What is listed is told as a whole, and before it nothing is.
        if (each.type === 'listed') looks.clear();
        else if (isRead) this.#tellOtherwise(looks, queue);
        const event = this.#allComplete(each);
        if (event.type === 'deleted') looks.delete(event.item.observed.uid);
        for (const look of looksIn(event)) looks.set(look.observed.uid, look);
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
