import { join } from 'node:path';
import { ARGOCD_TOKEN, CROWD_CLUSTER_TOKEN } from 'sandbox';
import { PortalConfig, writePortalConfig } from '../harness/portalConfig';
import { Addresses } from './Crowd';

/**
 * Writes the configuration of a portal that observes these engines, or with
 * `isIdle` has them configured nowhere. Each component has an application on every
 * instance.
 */
export async function writeConfig(options: {
  directory: string;
  addresses: Addresses;
  components: string[];
  isIdle: boolean;
}): Promise<PortalConfig> {
  const { directory, addresses, components, isIdle } = options;
  const { git, argocds, argocdClusters, clusters } = addresses;
  return writePortalConfig({
    directory,
    components,
    annotationsOf: name => ({
      'argocd/app-selector': `app.kubernetes.io/name=${name}`,
      'backstage.io/kubernetes-id': name,
    }),
    config: {
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: Object.entries({ ...argocdClusters, ...clusters }).map(
              ([name, url]) => ({
                name,
                url,
                authProvider: 'serviceAccount',
                serviceAccountToken: CROWD_CLUSTER_TOKEN,
              }),
            ),
          },
        ],
      },
      integrations: {
        gitea: [{ host: new URL(git).host, baseUrl: git }],
      },
      gitops: {
        git: { directory: join(directory, 'mirrors') },
        argocd: {
          instances: isIdle
            ? []
            : [
                ...Object.entries(argocds).map(([name, url]) => ({
                  name,
                  url,
                  token: ARGOCD_TOKEN,
                })),
                ...Object.keys(argocdClusters).map(name => ({
                  name,
                  cluster: name,
                })),
              ],
        },
        flux: { clusters: isIdle ? [] : Object.keys(clusters) },
      },
    },
  });
}
