import { Cluster, KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { listOf, textIn, valueIn } from '../world/records';
import { ClusterName, Deployment } from '../world/services';
import { InputError } from './errors';
import { idOf } from './find';
import { declarationOf } from './state';

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

/** The Deployment of an application as Git had it when it was applied last. */
export async function desiredWorkload(
  {
    git,
    render,
    clusters,
  }: {
    git: GitHost;
    render: Render;
    clusters: Record<ClusterName, Cluster>;
  },
  deployment: Deployment,
): Promise<KubeObject> {
  const { service, path } = deployment;
  const revision = deployedRevision(clusters, deployment);
  const objects = revision
    ? await render(
        `${await git.checkout(service.repository, revision)}/${path}`,
      )
    : [];
  const found = objects.find(({ kind }) => kind === 'Deployment');
  if (!found) {
    throw new InputError(`${idOf(deployment)} was never deployed`);
  }
  return found;
}
