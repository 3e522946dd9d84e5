import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  CommitsQuery,
  entityApplicationsSchema,
  entityCommitsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { GitopsApi } from './GitopsApi';

/** Reads `/api/gitops`; what comes back is parsed, so that the rest can rely on it. */
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
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) search.set(name, String(value));
    }
    return entityCommitsSchema.parse(
      await this.#get(`${entityPath(entityRef)}/commits?${search}`),
    );
  }

  async #get(path: string): Promise<unknown> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('gitops');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`);
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
