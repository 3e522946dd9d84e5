import { Cluster, KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { webCharts } from '../world/charts';
import { listOf, recordOf, textIn, valueIn } from '../world/records';
import { isRelease, Release } from '../world/releases';
import { ClusterName, Deployment } from '../world/services';
import { InputError } from './errors';
import { idOf } from './find';
import { declarationOf } from './state';

export interface WorkloadOptions {
  git: GitHost;
  render: Render;
  clusters: Record<ClusterName, Cluster>;
}

/** The full SHA that the engine applied last; undefined where it never did. */
function deployedRevision(
  clusters: Record<ClusterName, Cluster>,
  deployment: Deployment,
): string | undefined {
  const { cluster, ref } = declarationOf(deployment);
  const status = clusters[cluster].get(ref)?.status;
  const last = listOf(valueIn(status, 'history')).at(-1);
  return deployment.service.engine === 'argocd'
    ? textIn(last, 'revision')
    : textIn(status, 'lastAppliedRevision')?.replace(/^.*:/, '');
}

/** What the chart makes of a release, in the version that is deployed. */
function fromChart(
  clusters: Record<ClusterName, Cluster>,
  release: Release,
): KubeObject[] {
  const { cluster, ref } = declarationOf(release);
  const object = clusters[cluster].get(ref);
  const deployed = listOf(valueIn(object, 'status', 'history')).find(
    each => textIn(each, 'status') === 'deployed',
  );
  const name = release.application;
  return webCharts
    .filter(({ version }) => version === textIn(deployed, 'chartVersion'))
    .flatMap(chart =>
      chart.template(
        { name, namespace: name },
        recordOf(valueIn(object, 'spec', 'values')),
      ),
    );
}

async function fromGit(
  { git, render, clusters }: WorkloadOptions,
  deployment: Deployment,
): Promise<KubeObject[]> {
  const { service, path } = deployment;
  const revision = deployedRevision(clusters, deployment);
  return revision
    ? await render(
        `${await git.checkout(service.repository, revision)}/${path}`,
      )
    : [];
}

/** The Deployment of an application as Git had it when it was applied last. */
export async function desiredWorkload(
  options: WorkloadOptions,
  placed: Deployment | Release,
): Promise<KubeObject> {
  const objects = isRelease(placed)
    ? fromChart(options.clusters, placed)
    : await fromGit(options, placed);
  const found = objects.find(({ kind }) => kind === 'Deployment');
  if (!found) {
    throw new InputError(`${idOf(placed)} was never deployed`);
  }
  return found;
}
