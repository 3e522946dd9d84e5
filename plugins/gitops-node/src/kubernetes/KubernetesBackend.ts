import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { openRequest } from '../streams/openRequest';
import { getJson, KubernetesClient } from './KubernetesClient';

const clustersSchema = z.object({
  items: z.array(
    z.object({ name: z.string(), authProvider: z.string().nullish() }),
  ),
});

/** A cluster as Backstage's Kubernetes plugin knows it. */
export interface KnownCluster {
  name: string;
  authProvider: string | undefined;
}

const LIST_TIMEOUT_MS = 30_000;

/** Backstage's Kubernetes backend: which clusters there are, and the way to each. */
export class KubernetesBackend {
  constructor(
    private readonly services: {
      discovery: DiscoveryService;
      auth: AuthService;
    },
  ) {}

  /** @throws Error when the Kubernetes backend is not there or refuses */
  async listClusters(): Promise<KnownCluster[]> {
    const client = this.#client('The Kubernetes backend', '/clusters');
    const signal = AbortSignal.timeout(LIST_TIMEOUT_MS);
    const parsed = clustersSchema.safeParse(
      await getJson(client, '', { signal }),
    );
    if (!parsed.success) {
      throw new Error('The Kubernetes backend answered with no clusters');
    }
    return parsed.data.items.map(({ name, authProvider }) => ({
      name,
      authProvider: authProvider ?? undefined,
    }));
  }

  /** The API server of one cluster, with the credentials that the portal has for it. */
  cluster(name: string): KubernetesClient {
    return this.#client(`Cluster ${name}`, '/proxy', {
      'backstage-kubernetes-cluster': name,
    });
  }

  #client(
    who: string,
    prefix: string,
    extra: Record<string, string> = {},
  ): KubernetesClient {
    const { discovery, auth } = this.services;
    return {
      who,
      async open(path, options) {
        const {
          signal,
          accept = 'application/json',
          streamTimeoutMs,
          mergePatch,
        } = options;
        const [baseUrl, { token }] = await Promise.all([
          discovery.getBaseUrl('kubernetes'),
          auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: 'kubernetes',
          }),
        ]);
        return openRequest(`${baseUrl}${prefix}${path}`, {
          method: mergePatch ? 'PATCH' : 'GET',
          body: mergePatch,
          headers: {
            ...extra,
            accept,
            authorization: `Bearer ${token}`,
            // Backstage's backend would hold a stream back to compress it.
            ...(streamTimeoutMs ? { 'accept-encoding': 'identity' } : {}),
            ...(mergePatch
              ? { 'content-type': 'application/merge-patch+json' }
              : {}),
          },
          signal,
          timeoutMs: streamTimeoutMs,
          who,
        });
      },
    };
  }
}
