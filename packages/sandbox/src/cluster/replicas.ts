import { createHash } from 'node:crypto';
import { at, equal, isObject, type JsonObject } from './json';
import { apiVersionOf, type ResourceType } from './kinds';
import { timestamp } from './object';
import type { ObjectStore } from './store';
import type { KubeObject } from './types';
import { neverStarts, templateHash, WORKLOAD_MANAGER } from './workloads';
import type { ObjectWriter } from './writer';

/** As many as a Deployment keeps for a rollback if it does not say. */
const KEPT = 10;

interface Wanted {
  total: number;
  ready: number;
  isStuck: boolean;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function ownerOf({ apiVersion, kind, metadata }: KubeObject): JsonObject {
  const { name, uid } = metadata;
  return {
    ...{ apiVersion, kind, name, uid },
    controller: true,
    blockOwnerDeletion: true,
  };
}

function isOwnedBy(owner: KubeObject) {
  return ({ metadata }: KubeObject): boolean =>
    (metadata.ownerReferences ?? []).some(
      each => at(each, 'uid') === owner.metadata.uid,
    );
}

/** The pod template of a workload, by whose label its pods are told apart. */
function labelled(spec: unknown, label: string): JsonObject {
  const template = at(spec, 'template');
  const labels = at(template, 'metadata', 'labels');
  return {
    ...(isObject(template) ? template : {}),
    metadata: {
      labels: {
        ...(isObject(labels) ? labels : {}),
        [label]: templateHash(spec),
      },
    },
  };
}

function podStatus(
  { spec }: KubeObject,
  { isReady, isStuck }: { isReady: boolean; isStuck: boolean },
  time: string,
): JsonObject {
  const containers = at(spec, 'containers');
  const waiting = (image: unknown) =>
    isStuck
      ? {
          reason: 'ImagePullBackOff',
          message: `Back-off pulling image "${image}"`,
        }
      : { reason: 'ContainerCreating' };
  return {
    phase: isReady ? 'Running' : 'Pending',
    conditions: [
      {
        type: 'Ready',
        status: isReady ? 'True' : 'False',
        lastTransitionTime: time,
      },
    ],
    startTime: time,
    containerStatuses: (Array.isArray(containers) ? containers : []).map(
      container => ({
        name: at(container, 'name'),
        image: at(container, 'image'),
        ready: isReady,
        restartCount: 0,
        state: isReady
          ? { running: { startedAt: time } }
          : { waiting: waiting(at(container, 'image')) },
      }),
    ),
  };
}

/**
 * In place of the controllers that make replica sets and pods: brings what is below
 * a Deployment or a StatefulSet in line with its status.
 */
export class Replicas {
  private readonly replicaSets: ResourceType | undefined;
  private readonly pods: ResourceType | undefined;

  constructor(
    private readonly store: ObjectStore,
    private readonly writer: ObjectWriter,
    kinds: readonly ResourceType[],
  ) {
    this.replicaSets = kinds.find(({ kind }) => kind === 'ReplicaSet');
    this.pods = kinds.find(({ kind }) => kind === 'Pod');
  }

  follow(workload: KubeObject, time: Date): void {
    const { status, spec, metadata } = workload;
    const wanted = {
      total: count(at(status, 'replicas')),
      ready: count(at(status, 'readyReplicas')),
      isStuck: neverStarts(spec),
    };
    if (workload.kind === 'StatefulSet') {
      const names = [...Array(wanted.total).keys()].map(
        i => `${metadata.name}-${i}`,
      );
      const template = labelled(spec, 'controller-revision-hash');
      this.keepPods(workload, template, names, wanted, time);
      return;
    }
    // While it is paused, what ran before keeps running.
    const isWaiting = wanted.total > 0 && !at(status, 'updatedReplicas');
    if (workload.kind === 'Deployment' && !isWaiting) {
      this.rollOut(workload, wanted, time);
    }
  }

  private rollOut(deployment: KubeObject, wanted: Wanted, time: Date): void {
    const type = this.replicaSets;
    if (!type) return;
    const { metadata, spec } = deployment;
    const name = `${metadata.name}-${templateHash(spec)}`;
    const own = this.store
      .list(type, metadata.namespace)
      .filter(isOwnedBy(deployment));
    const others = own.filter(each => each.metadata.name !== name);
    for (const old of others) {
      this.keepReplicaSet(old, { total: 0, ready: 0, isStuck: false }, time);
    }
    const oldest = [...others].sort((a, b) =>
      (a.metadata.creationTimestamp ?? '') <
      (b.metadata.creationTimestamp ?? '')
        ? -1
        : 1,
    );
    for (const old of oldest.slice(0, Math.max(0, others.length - KEPT))) {
      this.writer.delete(type, old, { manager: WORKLOAD_MANAGER, at: time });
    }
    const known = own.find(each => each.metadata.name === name);
    const template = labelled(spec, 'pod-template-hash');
    const labels = at(template, 'metadata', 'labels');
    const current =
      known ??
      this.writer.create(
        type,
        {
          apiVersion: apiVersionOf(type),
          kind: type.kind,
          metadata: {
            ...{ name, namespace: metadata.namespace, labels },
            ownerReferences: [ownerOf(deployment)],
          },
          spec: {
            replicas: wanted.total,
            selector: { matchLabels: labels },
            template,
          },
        },
        { manager: WORKLOAD_MANAGER, at: time },
      );
    this.keepReplicaSet(current, wanted, time);
  }

  private keepReplicaSet(
    replicaSet: KubeObject,
    wanted: Wanted,
    time: Date,
  ): void {
    const type = this.replicaSets;
    if (!type) return;
    const context = { manager: WORKLOAD_MANAGER, at: time };
    const { total, ready } = wanted;
    const scaled = structuredClone(replicaSet);
    if (isObject(scaled.spec)) scaled.spec.replicas = total;
    const stored = this.writer.update(type, replicaSet, scaled, context);
    const copy = structuredClone(stored);
    copy.status = {
      replicas: total,
      ...(total ? { fullyLabeledReplicas: total } : {}),
      ...(ready ? { readyReplicas: ready, availableReplicas: ready } : {}),
      observedGeneration: stored.metadata.generation,
    };
    const { metadata, spec } = this.writer.update(type, stored, copy, {
      ...context,
      subresource: 'status',
    });
    const names = [...Array(total).keys()].map(i => {
      const seed = `${metadata.uid}/${i}`;
      const end = createHash('sha256').update(seed).digest('hex').slice(0, 5);
      return `${metadata.name}-${end}`;
    });
    this.keepPods(replicaSet, at(spec, 'template'), names, wanted, time);
  }

  private keepPods(
    owner: KubeObject,
    template: unknown,
    names: string[],
    { ready, isStuck }: Wanted,
    time: Date,
  ): void {
    const type = this.pods;
    if (!type) return;
    const context = { manager: WORKLOAD_MANAGER, at: time };
    const { namespace } = owner.metadata;
    const labels = at(template, 'metadata', 'labels');
    const own = this.store.list(type, namespace).filter(isOwnedBy(owner));
    for (const pod of own) {
      const isCurrent = equal(pod.metadata.labels, labels);
      if (!isCurrent || !names.includes(pod.metadata.name)) {
        this.writer.delete(type, pod, context);
      }
    }
    names.forEach((name, i) => {
      const pod =
        this.store.get(type, namespace, name) ??
        this.writer.create(
          type,
          {
            apiVersion: apiVersionOf(type),
            kind: type.kind,
            metadata: {
              ...{ name, namespace, labels },
              ownerReferences: [ownerOf(owner)],
            },
            spec: at(template, 'spec'),
          },
          context,
        );
      const isReady = i < ready;
      const wasReady = at(pod.status, 'phase') === 'Running';
      if (pod.status && isReady === wasReady) return;
      const copy = structuredClone(pod);
      copy.status = podStatus(pod, { isReady, isStuck }, timestamp(time));
      this.writer.update(type, pod, copy, {
        ...context,
        subresource: 'status',
      });
    });
  }
}
