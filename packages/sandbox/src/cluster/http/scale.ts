import { at, isObject } from '../json';
import type { KubeObject } from '../types';

/** A workload as its `scale` subresource shows it. */
export function scaleOf({ metadata, spec, status }: KubeObject) {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = at(spec, 'selector', 'matchLabels');
  const selector = Object.entries(isObject(labels) ? labels : {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: at(spec, 'replicas') ?? 0 },
    status: {
      replicas: at(status, 'replicas') ?? 0,
      ...(selector ? { selector } : {}),
    },
  };
}

/** The workload with the replicas that a Scale asks for. */
export function withScale(object: KubeObject, scale: unknown): KubeObject {
  const resourceVersion = at(scale, 'metadata', 'resourceVersion');
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    },
    spec: {
      ...(isObject(object.spec) ? object.spec : {}),
      replicas: at(scale, 'spec', 'replicas') ?? 0,
    },
  };
}
