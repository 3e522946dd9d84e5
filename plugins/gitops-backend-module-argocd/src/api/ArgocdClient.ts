import { z } from 'zod';
import {
  objectNameSchema,
  OpenResponse,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstanceOptions } from '../config';
import { ArgocdApplication, parseApplication } from '../project/application';
import {
  ApplicationSet,
  parseApplicationSet,
} from '../project/applicationSets';
import { AppProject, parseAppProject } from '../project/syncWindows';
import { ArgocdTransport } from './ArgocdTransport';
import { ComparedResource, managedResourcesSchema } from './managedResources';
import { ResourceNode, resourceTreeSchema } from './resourceTree';
import { StatedResource, statedResourcesSchema } from './statedResources';

const STREAM_HEADERS = {
  accept: 'text/event-stream',
  // What lies in between might hold a stream back to compress it.
  'accept-encoding': 'identity',
};

/** Argo CD fetches from Git before it answers. */
const FETCH_TIMEOUT_MS = 60_000;

const itemsSchema = z.object({ items: z.array(z.unknown()).nullish() });

const listSchema = z.object({
  items: z
    .array(
      z.object({
        metadata: z.object({
          name: z.string(),
          namespace: z.string().default(''),
        }),
      }),
    )
    .nullish(),
});

const canISchema = z.object({ value: z.string() });

export interface ApplicationName {
  namespace: string;
  name: string;
}

export interface ApplicationAddress extends ApplicationName {
  project?: string;
}

export interface SyncRequest {
  prune: boolean;
  /** Kept with the operation, in its order. */
  infos: Array<{ name: string; value: string }>;
}

function pathOf({ name }: ApplicationAddress, below = ''): string {
  return `/api/v1/applications/${encodeURIComponent(name)}${below}`;
}

function scopeOf({ namespace, project }: ApplicationAddress) {
  return { appNamespace: namespace, ...(project && { project }) };
}

/** The part of Argo CD's REST API that is used. */
export class ArgocdClient {
  readonly #transport: ArgocdTransport;

  constructor(options: ArgocdInstanceOptions) {
    this.#transport = new ArgocdTransport(options);
  }

  get who(): string {
    return this.#transport.who;
  }

  /** The applications there are; a minimal answer also for thousands. */
  async listNames(signal: AbortSignal): Promise<ApplicationName[]> {
    const fields = 'items.metadata.name,items.metadata.namespace';
    const path = `/api/v1/applications?fields=${fields}`;
    const list = await this.#read(listSchema, 'list of applications', {
      path,
      signal,
    });
    return (list.items ?? [])
      .map(item => item.metadata)
      .filter(({ name }) => objectNameSchema.safeParse(name).success);
  }

  /**
   * Whether our account may read an application, be there one or not: a list
   * leaves out without a word what it may not.
   */
  async mayRead(
    { namespace, name, project = 'default' }: ApplicationAddress,
    signal: AbortSignal,
  ): Promise<boolean> {
    // The namespace is part of it outside of Argo CD's own.
    const objects = [
      [project, name],
      [project, namespace, name],
    ];
    const answers = await Promise.all(
      objects.map(parts =>
        this.#read(canISchema, 'word on our rights', {
          path: `/api/v1/account/can-i/applications/get/${parts
            .map(encodeURIComponent)
            .join('/')}`,
          signal,
        }),
      ),
    );
    return answers.some(({ value }) => value === 'yes');
  }

  /** The projects that our account may read, as far as windows need them. */
  async listProjects(signal: AbortSignal): Promise<AppProject[]> {
    const fields =
      'items.metadata.name,items.metadata.namespace,items.spec.syncWindows';
    const path = `/api/v1/projects?fields=${fields}`;
    const list = await this.#read(itemsSchema, 'list of projects', {
      path,
      signal,
    });
    return (list.items ?? []).flatMap(item => parseAppProject(item) ?? []);
  }

  /** The ApplicationSets that our account may read; of these Argo CD gives no less than all. */
  async listApplicationSets(signal: AbortSignal): Promise<ApplicationSet[]> {
    const path = '/api/v1/applicationsets';
    const what = 'list of ApplicationSets';
    const list = await this.#read(itemsSchema, what, { path, signal });
    return (list.items ?? []).flatMap(item => parseApplicationSet(item) ?? []);
  }

  /** Live and desired manifests of all resources of an application. */
  async managedResources(
    application: ApplicationAddress,
    signal: AbortSignal,
  ): Promise<ComparedResource[]> {
    const query = new URLSearchParams(scopeOf(application));
    const path = `${pathOf(application, '/managed-resources')}?${query}`;
    return this.#read(managedResourcesSchema, 'managed resources', {
      path,
      signal,
    });
  }

  /** What an application manages, with sync and health of each. */
  async statedResources(
    application: ApplicationAddress,
    signal: AbortSignal,
  ): Promise<StatedResource[]> {
    const query = new URLSearchParams(scopeOf(application));
    const path = `${pathOf(application)}?${query}`;
    return this.#read(statedResourcesSchema, 'application', { path, signal });
  }

  /** Those, and what controllers have made for them. */
  async resourceTree(
    application: ApplicationAddress,
    signal: AbortSignal,
  ): Promise<ResourceNode[]> {
    const query = new URLSearchParams(scopeOf(application));
    const path = `${pathOf(application, '/resource-tree')}?${query}`;
    return this.#read(resourceTreeSchema, 'resource tree', { path, signal });
  }

  /** Has an application compared with Git, and answers with what came of it. */
  async refresh(
    application: ApplicationAddress,
    signal: AbortSignal,
  ): Promise<ArgocdApplication> {
    const query = new URLSearchParams({
      refresh: 'normal',
      ...scopeOf(application),
    });
    const answer = await this.#transport.json({
      path: `${pathOf(application)}?${query}`,
      signal,
      timeoutMs: FETCH_TIMEOUT_MS,
    });
    const refreshed = parseApplication(answer);
    if (!refreshed) throw new Error(`${this.who} answered with no application`);
    return refreshed;
  }

  /** Has an application synced to what it targets; resolves once that was accepted. */
  async sync(
    application: ApplicationAddress,
    request: SyncRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const response = await this.#transport.open({
      path: pathOf(application, '/sync'),
      body: { ...scopeOf(application), ...request },
      signal,
      timeoutMs: FETCH_TIMEOUT_MS,
    });
    response.close();
  }

  /** Each existing application as `ADDED`, then every change; close it when done. */
  async openApplicationStream(signal: AbortSignal): Promise<OpenResponse> {
    return this.#transport.open({
      path: '/api/v1/stream/applications',
      headers: STREAM_HEADERS,
      signal,
    });
  }

  async #read<T>(
    schema: z.ZodType<T>,
    what: string,
    request: { path: string; signal: AbortSignal },
  ): Promise<T> {
    const parsed = schema.safeParse(await this.#transport.json(request));
    if (!parsed.success)
      throw new Error(`${this.who} answered with no ${what}`);
    return parsed.data;
  }
}
