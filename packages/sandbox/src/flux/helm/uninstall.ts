import { Cluster, KubeObject } from '../../cluster/types';
import { dropFinalizer } from '../finalizer';
import { Attempt } from './attempt';
import { deleteObjects } from './applyObjects';
import { deleteChart, MANAGER } from './chartOf';

/** Takes away what a deleted HelmRelease has made, and lets the API server delete it. */
export function uninstall(
  cluster: Cluster,
  object: KubeObject,
  {
    release,
    writer,
    run,
    tell,
  }: Pick<Attempt, 'release' | 'writer' | 'run' | 'tell'>,
): void {
  const at = run.now();
  const { history: [latest] = [], inventory } = release.status;
  if (!release.spec.suspend) {
    deleteObjects(cluster, inventory?.entries ?? [], at);
    if (latest) {
      const { namespace, name, version, chartName, chartVersion } = latest;
      const message = `Helm uninstall succeeded for release ${namespace}/${name}.v${version} with chart ${chartName}@${chartVersion}`;
      writer.mark('Ready', 'False', 'UninstallSucceeded', message);
      writer.mark('Released', 'False', 'UninstallSucceeded', message);
      writer.flush();
      tell('Normal', 'UninstallSucceeded', message);
    }
  }
  deleteChart(cluster, release, at);
  dropFinalizer(cluster, object, { manager: MANAGER, at });
}
