import { z } from 'zod/v4';
import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import { findCondition } from './conditions';
import {
  HELM_CHART,
  HELM_RELEASE,
  helmChart,
  helmRelease,
} from './helm/resources';
import { chartRefOf, repositoryRefOf } from './helm/sources';
import {
  fluxObject,
  KUSTOMIZATION,
  kustomization,
  sourceStatus,
} from './resources';
import { gitRepositoryOf } from './sourceOf';

/** What stands in Ready where an object's contents were not even looked at. */
const NOT_BEGUN = ['ArtifactFailed', 'DependencyNotReady', 'SourceNotReady'];

/** The source that an object names; undefined where it has none. */
export function sourceRefOf(object: KubeObject): ObjectRef | undefined {
  switch (object.kind) {
    case KUSTOMIZATION.kind: {
      const { data } = kustomization.safeParse(object);
      return data && gitRepositoryOf(data);
    }
    case HELM_CHART.kind: {
      const { data } = helmChart.safeParse(object);
      return data && repositoryRefOf(data);
    }
    case HELM_RELEASE.kind: {
      const { data } = helmRelease.safeParse(object);
      return data && chartRefOf(data);
    }
    default:
      return undefined;
  }
}

const source = z.object({ status: sourceStatus });

/** What a source has to offer; undefined as long as that is nothing. */
export function offerOf(object: KubeObject | undefined): string | undefined {
  const status = source.safeParse(object).data?.status;
  // A HelmRelease waits for its HelmChart to be looked at, news or not.
  return (
    status?.artifact &&
    `${status.artifact.revision} ${status.observedGeneration}`
  );
}

/** Whether an object has tried what its source offers now. */
export function hasTriedNews(cluster: Cluster, object: KubeObject): boolean {
  const ref = sourceRefOf(object);
  const offered = ref && source.safeParse(cluster.get(ref)).data;
  const { status } = fluxObject.parse(object);
  const ready = findCondition(status.conditions, 'Ready');
  const tried =
    status.lastAttemptedRevision ?? status.observedSourceArtifactRevision;
  return (
    !NOT_BEGUN.includes(ready?.reason ?? '') &&
    offered?.status.artifact?.revision === tried
  );
}
