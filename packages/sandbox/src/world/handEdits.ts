import { z } from 'zod/v4';
import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import { Placed } from './services';

export const KUBECTL_EDIT = 'kubectl-edit';
const KEEP_FLUX_AWAY = 'kustomize.toolkit.fluxcd.io/reconcile';

const deploymentSchema = z.looseObject({
  metadata: z.looseObject({
    generation: z.number().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({
    replicas: z.number().optional(),
    template: z.looseObject({
      spec: z.looseObject({ containers: z.array(z.looseObject({})) }),
    }),
  }),
});

export function workloadRef({ service }: Placed): ObjectRef {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: service.name,
    name: service.name,
  };
}

/** Live replicas; undefined where the Deployment is not in the cluster. */
export function replicasOf(
  cluster: Cluster,
  deployment: Placed,
): number | undefined {
  const object = cluster.get(workloadRef(deployment));
  return object && (deploymentSchema.parse(object).spec.replicas ?? 1);
}

export function setReplicas(
  cluster: Cluster,
  deployment: Placed,
  replicas: number,
  at: Date,
): void {
  cluster.edit(
    workloadRef(deployment),
    object => {
      object.spec = { ...deploymentSchema.parse(object).spec, replicas };
    },
    { manager: KUBECTL_EDIT, at },
  );
}

/**
 * Somebody gives a Deployment more memory and tells Flux to leave it alone, so
 * that the change is not taken back.
 */
export function raiseMemoryAndKeepFluxAway(
  cluster: Cluster,
  deployment: Placed,
  memory: string,
  at: Date,
): void {
  cluster.edit(
    workloadRef(deployment),
    object => {
      const { spec } = deploymentSchema.parse(object);
      const [container, ...others] = spec.template.spec.containers;
      const resources = z
        .looseObject({ limits: z.looseObject({}).optional() })
        .parse(container.resources);
      const limits = { ...resources.limits, memory };
      spec.template.spec.containers = [
        { ...container, resources: { ...resources, limits } },
        ...others,
      ];
      object.spec = spec;
      object.metadata.annotations = {
        ...object.metadata.annotations,
        [KEEP_FLUX_AWAY]: 'disabled',
      };
    },
    { manager: KUBECTL_EDIT, at },
  );
}

/**
 * Somebody puts back what the edits above change.
 * @param desired - the Deployment as it was applied
 * @returns false where nothing is as somebody edited it
 */
export function takeBack(
  cluster: Cluster,
  deployment: Placed,
  desired: KubeObject,
  at: Date,
): boolean {
  const ref = workloadRef(deployment);
  const before = cluster.get(ref)?.metadata;
  if (!before?.managedFields?.some(each => each.manager === KUBECTL_EDIT)) {
    return false;
  }
  const wanted = deploymentSchema.parse(desired).spec;
  const [wantedContainer] = wanted.template.spec.containers;
  const after = cluster.edit(
    ref,
    object => {
      const { spec } = deploymentSchema.parse(object);
      const [container, ...others] = spec.template.spec.containers;
      const { resources } = wantedContainer;
      spec.template.spec.containers = [{ ...container, resources }, ...others];
      object.spec = { ...spec, replicas: wanted.replicas };
      const { [KEEP_FLUX_AWAY]: _, ...annotations } =
        object.metadata.annotations ?? {};
      object.metadata.annotations = annotations;
    },
    { manager: KUBECTL_EDIT, at },
  );
  return after.metadata.resourceVersion !== before.resourceVersion;
}

/** The new pods never become ready: what a Deployment says after its deadline. */
export function letRolloutTimeOut(
  cluster: Cluster,
  deployment: Placed,
  at: Date,
): void {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const times = { lastTransitionTime: time, lastUpdateTime: time };
  const change = (object: KubeObject) => {
    const { metadata, spec } = deploymentSchema.parse(object);
    const replicas = spec.replicas ?? 1;
    object.status = {
      observedGeneration: metadata.generation,
      replicas: replicas + 1,
      updatedReplicas: 1,
      readyReplicas: replicas,
      availableReplicas: replicas,
      unavailableReplicas: 1,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
          ...times,
        },
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          message: `ReplicaSet "${metadata.name}-5d9c7b6f4d" has timed out progressing.`,
          ...times,
        },
      ],
    };
  };
  cluster.edit(workloadRef(deployment), change, {
    manager: 'kube-controller-manager',
    at,
    subresource: 'status',
  });
}
