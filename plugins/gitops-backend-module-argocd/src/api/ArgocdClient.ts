import { z } from 'zod';
import {
  objectNameSchema,
  openRequest,
  OpenResponse,
  parseJson,
  readText,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdInstanceOptions } from '../config';
import {
  managedResourcesSchema,
  ManagedResource,
} from '../drift/managedResources';
import { ArgocdError } from './ArgocdError';
import { ArgocdSession } from './ArgocdSession';

const MAX_ERROR_BYTES = 100_000;
const EVENT_STREAM = 'text/event-stream';
const MAX_BYTES = 64 * 1024 * 1024;

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

export interface ApplicationName {
  namespace: string;
  name: string;
}

/** The part of Argo CD's REST API that is read. */
export class ArgocdClient {
  readonly who: string;
  readonly #session: ArgocdSession;

  constructor(private readonly options: ArgocdInstanceOptions) {
    this.who = `Argo CD ${options.name}`;
    this.#session = new ArgocdSession(options, this.who);
  }

  /** The applications there are; a minimal answer also for thousands. */
  async listNames(signal: AbortSignal): Promise<ApplicationName[]> {
    const fields = 'items.metadata.name,items.metadata.namespace';
    const parsed = listSchema.safeParse(
      await this.#getJson(`/api/v1/applications?fields=${fields}`, signal),
    );
    if (!parsed.success) {
      throw new Error(`${this.who} answered with no list of applications`);
    }
    return (parsed.data.items ?? [])
      .map(item => item.metadata)
      .filter(({ name }) => objectNameSchema.safeParse(name).success);
  }

  /** Live and desired manifests of all resources of an application. */
  async managedResources(
    { namespace, name, project }: ApplicationName & { project?: string },
    signal: AbortSignal,
  ): Promise<ManagedResource[]> {
    const query = new URLSearchParams({ appNamespace: namespace });
    if (project) query.set('project', project);
    const path = `/api/v1/applications/${encodeURIComponent(
      name,
    )}/managed-resources`;
    const parsed = managedResourcesSchema.safeParse(
      await this.#getJson(`${path}?${query}`, signal),
    );
    if (!parsed.success) {
      throw new Error(`${this.who} answered with no managed resources`);
    }
    return parsed.data;
  }

  /** Each existing application as `ADDED`, then every change; close it when done. */
  async openApplicationStream(signal: AbortSignal): Promise<OpenResponse> {
    return this.#open('/api/v1/stream/applications', EVENT_STREAM, signal);
  }

  async #getJson(path: string, signal: AbortSignal): Promise<unknown> {
    const response = await this.#open(path, 'application/json', signal);
    try {
      const text = await readText(response, {
        who: this.who,
        maxBytes: MAX_BYTES,
      });
      return parseJson(text);
    } finally {
      response.close();
    }
  }

  /** An answer with status 200, after one new login where the session had ended. */
  async #open(
    path: string,
    accept: string,
    signal: AbortSignal,
  ): Promise<OpenResponse> {
    const { who } = this;
    let refused: string | undefined;
    for (;;) {
      const token = await this.#session.token(signal, refused);
      const headers: Record<string, string> = { accept };
      // What lies in between might hold a stream back to compress it.
      if (accept === EVENT_STREAM) headers['accept-encoding'] = 'identity';
      if (token) headers.authorization = `Bearer ${token}`;
      const response = await openRequest(`${this.options.url}${path}`, {
        headers,
        signal,
        who,
      });
      if (response.status === 200) return response;
      try {
        const body = await readText(response, {
          who,
          maxBytes: MAX_ERROR_BYTES,
        });
        const isFirst = refused === undefined;
        if (response.status !== 401 || !isFirst || !this.#session.isRenewable) {
          throw new ArgocdError(who, response.status, body);
        }
      } finally {
        response.close();
      }
      refused = token;
    }
  }
}
