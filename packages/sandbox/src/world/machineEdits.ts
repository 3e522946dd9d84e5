import { Cluster, KubeObject } from '../cluster/types';
import { WORKLOAD_MANAGER } from '../cluster/workloads';
import { workloadRef } from './handEdits';
import { recordOf, valueIn } from './records';
import { Placed } from './services';

/** An autoscaler lives in the controller manager, and writes through `scale`. */
export function scaleByAutoscaler(
  cluster: Cluster,
  deployment: Placed,
  replicas: number,
  at: Date,
): void {
  cluster.edit(
    workloadRef(deployment),
    object => {
      object.spec = { ...recordOf(object.spec), replicas };
    },
    { manager: WORKLOAD_MANAGER, at, subresource: 'scale' },
  );
}

const PROFILE = { type: 'RuntimeDefault' };

function withDefaultProfile(spec: unknown) {
  const template = recordOf(valueIn(spec, 'template'));
  const pod = recordOf(template.spec);
  const securityContext = {
    seccompProfile: PROFILE,
    ...recordOf(pod.securityContext),
  };
  return {
    ...recordOf(spec),
    template: { ...template, spec: { ...pod, securityContext } },
  };
}

/**
 * Has a webhook fill in what the manifests of a Deployment leave open, and has
 * what runs written again as it is (`kubectl replace`), so that it shows.
 * @returns the field; undefined where it was filled in before
 */
export function installDefaultingWebhook(
  cluster: Cluster,
  deployment: Placed,
  at: Date,
): string | undefined {
  const ref = workloadRef(deployment);
  const isConcerned = ({ kind, metadata }: KubeObject) =>
    kind === ref.kind &&
    metadata.name === ref.name &&
    metadata.namespace === ref.namespace;
  const field = 'spec.template.spec.securityContext.seccompProfile';
  const before = cluster.get(ref);
  if (valueIn(before, ...field.split('.')) !== undefined) {
    return undefined;
  }
  cluster.addWebhook(object => {
    if (isConcerned(object)) {
      object.spec = withDefaultProfile(object.spec);
    }
  });
  cluster.edit(ref, () => {}, { manager: 'kubectl-replace', at });
  return field;
}
