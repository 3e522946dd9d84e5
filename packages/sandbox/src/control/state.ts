import { Cluster } from '../cluster/types';
import { ARGOCD_CLUSTER, ARGOCD_NAMESPACE } from '../world/argoManifests';
import { FLUX_NAMESPACE } from '../world/fluxManifests';
import { listOf, textIn, valueIn } from '../world/records';
import { isRelease } from '../world/releases';
import { ClusterName, Placed } from '../world/services';

/** The engine's own object of a deployment, and the cluster that it lies in. */
export function declarationOf(placed: Placed) {
  const { service, cluster, application } = placed;
  return service.engine === 'argocd'
    ? {
        cluster: ARGOCD_CLUSTER as ClusterName,
        ref: {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          namespace: ARGOCD_NAMESPACE,
          name: application,
        },
      }
    : {
        cluster,
        ref: {
          ...(isRelease(placed)
            ? { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' }
            : {
                apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
                kind: 'Kustomization',
              }),
          namespace: FLUX_NAMESPACE,
          name: application,
        },
      };
}

function conditionsOf(object: unknown): unknown[] {
  return listOf(valueIn(object, 'status', 'conditions'));
}

/** What the engine says of a deployment, in a few of its own words. */
export function stateOf(
  clusters: Record<ClusterName, Cluster>,
  deployment: Placed,
): string {
  const { cluster, ref } = declarationOf(deployment);
  const object = clusters[cluster].get(ref);
  if (!object) {
    return 'Absent';
  }
  if (deployment.service.engine === 'argocd') {
    const phase = textIn(object, 'status', 'operationState', 'phase');
    return [
      textIn(object, 'status', 'sync', 'status') ?? 'Unknown',
      textIn(object, 'status', 'health', 'status') ?? 'Unknown',
      ...(phase && phase !== 'Succeeded' ? [`last sync ${phase}`] : []),
    ].join(', ');
  }
  const ready = conditionsOf(object).find(
    condition => textIn(condition, 'type') === 'Ready',
  );
  const revision = isRelease(deployment)
    ? textIn(object, 'status', 'lastAttemptedRevision')
    : textIn(object, 'status', 'lastAppliedRevision');
  const hasDrifted = conditionsOf(object).some(
    condition =>
      textIn(condition, 'type') === 'Drifted' &&
      textIn(condition, 'status') === 'True',
  );
  const words = [
    textIn(ready, 'reason') ?? 'Unknown',
    revision?.replace(/^(.*)@sha1:(.{7}).*$/, '$1@$2'),
    hasDrifted ? 'drifted' : undefined,
  ].filter(Boolean);
  return valueIn(object, 'spec', 'suspend') === true
    ? `Suspended, ${words.join(', ')}`
    : words.join(', ');
}
