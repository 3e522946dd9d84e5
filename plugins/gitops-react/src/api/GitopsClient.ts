import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  AcknowledgeRequest,
  alertSchema,
  alertsSchema,
  AlertsQuery,
  applicationDiffSchema,
  applicationResourcesSchema,
  CommitsQuery,
  entityApplicationsSchema,
  entityCommitsSchema,
  FacetsQuery,
  facetsSchema,
  FleetQuery,
  fleetSchema,
  operationPreviewSchema,
  OperationRequest,
  OperationsQuery,
  OperationType,
  requestedOperationSchema,
  requestedOperationsSchema,
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
    return entityApplicationsSchema.parse(
      await this.#get(`${entityPath(entityRef)}/applications`),
    );
  }

  async entityCommits(entityRef: string, query: CommitsQuery = {}) {
    return entityCommitsSchema.parse(
      await this.#get(`${entityPath(entityRef)}/commits`, query),
    );
  }

  async entityOperations(entityRef: string, query: OperationsQuery = {}) {
    return requestedOperationsSchema.parse(
      await this.#get(`${entityPath(entityRef)}/operations`, query),
    );
  }

  async previewOperation(applicationId: string, type: OperationType) {
    return operationPreviewSchema.parse(
      await this.#post(`${applicationPath(applicationId)}/operations:preview`, {
        type,
      }),
    );
  }

  async requestOperation(applicationId: string, request: OperationRequest) {
    return requestedOperationSchema.parse(
      await this.#post(`${applicationPath(applicationId)}/operations`, request),
    );
  }

  async resources(applicationId: string) {
    return applicationResourcesSchema.parse(
      await this.#get(`${applicationPath(applicationId)}/resources`),
    );
  }

  async diff(applicationId: string) {
    return applicationDiffSchema.parse(
      await this.#get(`${applicationPath(applicationId)}/diff`),
    );
  }

  async fleet(query: FleetQuery = {}) {
    return fleetSchema.parse(await this.#get('/applications', query));
  }

  async facets(query: FacetsQuery = {}) {
    return facetsSchema.parse(await this.#get('/applications/facets', query));
  }

  async alerts(query: AlertsQuery = {}) {
    return alertsSchema.parse(await this.#get('/alerts', query));
  }

  async acknowledgeAlert(id: string, request: AcknowledgeRequest) {
    return alertSchema.parse(
      await this.#post(
        `/alerts/${encodeURIComponent(id)}/acknowledge`,
        request,
      ),
    );
  }

  async #get(path: string, query: object = {}): Promise<unknown> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) search.set(name, String(value));
    }
    return this.#ask(search.size > 0 ? `${path}?${search}` : path);
  }

  async #post(path: string, body: object): Promise<unknown> {
    return this.#ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #ask(path: string, init?: RequestInit): Promise<unknown> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('gitops');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

function applicationPath(id: string): string {
  return `/applications/${encodeURIComponent(id)}`;
}
