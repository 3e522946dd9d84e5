import { stringify } from 'yaml';
import { environmentOf, FLUX_NAMESPACE } from './fluxManifests';
import { Files } from './manifests';
import { FLEET_CLUSTERS } from './services';

const README = `# Fleet

Services that teams bring along in repositories of their own. To add one, open a
pull request that adds the engine's objects here; the engines watch \`main\`.

- \`argocd/\`: Applications, one file each, for Argo CD.
- \`clusters/<cluster>/\`: GitRepositories and Kustomizations, for the Flux of that
  cluster.
`;

/** What the platform repository has before anybody brings a service. */
export function fleetFiles(): Files {
  const clusterInfo = FLEET_CLUSTERS.map(cluster => [
    `clusters/${cluster}/cluster-info.yaml`,
    stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cluster-info', namespace: FLUX_NAMESPACE },
      data: { cluster, environment: environmentOf(cluster) },
    }),
  ]);
  return {
    'README.md': README,
    // Git keeps no empty folder.
    'argocd/README.md': 'Applications for Argo CD, one file each.\n',
    ...Object.fromEntries(clusterInfo),
  };
}
