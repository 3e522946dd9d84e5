import { createHash } from 'node:crypto';
import { Clock } from '../clock';
import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import { kubeTime } from './conditions';

/** An API server forgets Events after an hour. */
const LIFETIME = 3_600_000;

export type Announce = (
  object: KubeObject,
  event: {
    type: 'Normal' | 'Warning';
    reason: string;
    message: string;
    /** Of the Event, such as the revision that it is about. */
    annotations: Record<string, string>;
    at: Date;
  },
) => void;

/**
 * Writes what a controller announces as core/v1 Events: for Kustomizations the only
 * place where Flux tells of a corrected drift. A repeat is counted in its Event; what
 * is older than an hour is deleted, or not even written.
 */
export function announceIn(
  cluster: Cluster,
  clock: Clock,
  component: string,
): Announce {
  /** Names of Events by when they were last written, oldest first. */
  const alive = new Map<string, { ref: ObjectRef; at: Date }>();

  const forgetOld = () => {
    const oldest = clock().getTime() - LIFETIME;
    for (const [name, { ref, at }] of alive) {
      if (at.getTime() >= oldest) {
        break;
      }
      alive.delete(name);
      if (cluster.get(ref)) {
        cluster.delete(ref, { manager: component });
      }
    }
    return oldest;
  };

  return (object, { type, reason, message, annotations, at }) => {
    if (at.getTime() < forgetOld()) {
      return;
    }
    const { name, namespace, uid, resourceVersion } = object.metadata;
    const identity = JSON.stringify([uid, type, reason, message, annotations]);
    const hash = createHash('sha256').update(identity).digest('hex');
    const ref = {
      apiVersion: 'v1',
      kind: 'Event',
      namespace,
      name: `${name}.${hash.slice(0, 16)}`,
    };
    alive.delete(ref.name);
    alive.set(ref.name, { ref, at });
    const write = { manager: component, at };
    const time = kubeTime(at);
    if (cluster.get(ref)) {
      cluster.edit(
        ref,
        known => {
          known.count = Number(known.count) + 1;
          known.lastTimestamp = time;
        },
        write,
      );
      return;
    }
    cluster.create(
      {
        apiVersion: ref.apiVersion,
        kind: ref.kind,
        metadata: {
          name: ref.name,
          namespace,
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
        involvedObject: {
          kind: object.kind,
          namespace,
          name,
          uid,
          apiVersion: object.apiVersion,
          resourceVersion,
        },
        reason,
        message,
        source: { component },
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
        type,
        eventTime: null,
        reportingComponent: component,
        reportingInstance: '',
      },
      write,
    );
  };
}
