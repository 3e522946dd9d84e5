import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  AcknowledgeRequest,
  alertSchema,
  alertsSchema,
  AlertsQuery,
  applicationDiffSchema,
  applicationInputsSchema,
  applicationResourcesSchema,
  commitDetailSchema,
  commitDiffSchema,
  CommitsQuery,
  entityApplicationsSchema,
  entityCommitsSchema,
  FacetsQuery,
  facetsSchema,
  FleetQuery,
  fleetSchema,
  ImpactQuery,
  impactSchema,
  instancesSchema,
  operationPreviewSchema,
  OperationRequest,
  OperationsQuery,
  OperationType,
  requestedOperationSchema,
  requestedOperationsSchema,
  SyncsQuery,
  syncsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { GitopsApi } from './GitopsApi';

/** Speaks to `/api/gitops`; what comes back is parsed, so that the rest can rely on it. */
export class GitopsClient implements GitopsApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async entityApplications(entityRef: string) {
    return this.#get(
      entityApplicationsSchema,
      `${entityPath(entityRef)}/applications`,
    );
  }

  async entityCommits(entityRef: string, query?: CommitsQuery) {
    return this.#get(
      entityCommitsSchema,
      `${entityPath(entityRef)}/commits`,
      query,
    );
  }

  async commit(repositoryId: string, sha: string) {
    return this.#get(commitDetailSchema, commitPath(repositoryId, sha));
  }

  async commitDiff(repositoryId: string, sha: string) {
    return this.#get(commitDiffSchema, `${commitPath(repositoryId, sha)}/diff`);
  }

  async impact(query: ImpactQuery) {
    return this.#get(impactSchema, '/impact', query);
  }

  async entityOperations(entityRef: string, query?: OperationsQuery) {
    return this.#get(
      requestedOperationsSchema,
      `${entityPath(entityRef)}/operations`,
      query,
    );
  }

  async entitySyncs(entityRef: string, query?: SyncsQuery) {
    return this.#get(syncsSchema, `${entityPath(entityRef)}/syncs`, query);
  }

  async previewOperation(applicationId: string, type: OperationType) {
    return this.#post(
      operationPreviewSchema,
      `${applicationPath(applicationId)}/operations:preview`,
      { type },
    );
  }

  async requestOperation(applicationId: string, request: OperationRequest) {
    return this.#post(
      requestedOperationSchema,
      `${applicationPath(applicationId)}/operations`,
      request,
    );
  }

  async inputs(applicationId: string) {
    return this.#get(
      applicationInputsSchema,
      `${applicationPath(applicationId)}/inputs`,
    );
  }

  async resources(applicationId: string) {
    return this.#get(
      applicationResourcesSchema,
      `${applicationPath(applicationId)}/resources`,
    );
  }

  async diff(applicationId: string) {
    return this.#get(
      applicationDiffSchema,
      `${applicationPath(applicationId)}/diff`,
    );
  }

  async fleet(query?: FleetQuery) {
    return this.#get(fleetSchema, '/applications', query);
  }

  async facets(query?: FacetsQuery) {
    return this.#get(facetsSchema, '/applications/facets', query);
  }

  async instances() {
    return this.#get(instancesSchema, '/instances');
  }

  async alerts(query?: AlertsQuery) {
    return this.#get(alertsSchema, '/alerts', query);
  }

  async acknowledgeAlert(id: string, request: AcknowledgeRequest) {
    return this.#post(
      alertSchema,
      `/alerts/${encodeURIComponent(id)}/acknowledge`,
      request,
    );
  }

  #get<T>(schema: Schema<T>, path: string, query: object = {}): Promise<T> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const each of [value].flat()) {
        if (each !== undefined) search.append(name, String(each));
      }
    }
    return this.#ask(schema, search.size > 0 ? `${path}?${search}` : path);
  }

  #post<T>(schema: Schema<T>, path: string, body: object): Promise<T> {
    return this.#ask(schema, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #ask<T>(
    schema: Schema<T>,
    path: string,
    init?: RequestInit,
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('gitops');
    const response = await this.#fetchApi
      .fetch(`${baseUrl}${path}`, init)
      .catch(cause => {
        // What a browser says of a network that fails; others have words of their own.
        throw cause instanceof TypeError
          ? new Error('The backend of the portal cannot be reached.', { cause })
          : cause;
      });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    try {
      return schema.parse(await response.json());
    } catch (cause) {
      throw new Error(
        'The backend of the portal gave an answer that cannot be read. Are it and this page of the same version?',
        { cause },
      );
    }
  }
}

/** Of Zod: throws for what it does not describe. */
interface Schema<T> {
  parse: (answer: unknown) => T;
}

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

function commitPath(repositoryId: string, sha: string): string {
  return `/commits/${encodeURIComponent(repositoryId)}/${encodeURIComponent(
    sha,
  )}`;
}

function applicationPath(id: string): string {
  return `/applications/${encodeURIComponent(id)}`;
}
