import { createHash } from 'node:crypto';
import { Clock } from '../clock';
import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import { kubeTime } from './conditions';

const COMPONENT = 'kustomize-controller';
const REVISION = 'kustomize.toolkit.fluxcd.io/revision';
const COMMIT_STATUS = 'kustomize.toolkit.fluxcd.io/commit_status';

/** An API server forgets Events after an hour. */
const LIFETIME = 3_600_000;

export type Announce = (
  object: KubeObject,
  event: {
    type: 'Normal' | 'Warning';
    reason: string;
    message: string;
    revision: string;
    at: Date;
  },
) => void;

/**
 * Writes what kustomize-controller announces as core/v1 Events: the only place
 * where Flux tells of a corrected drift. A repeat is counted in its Event; what
 * is older than an hour is deleted, or not even written.
 */
export function announceIn(cluster: Cluster, clock: Clock): Announce {
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
        cluster.delete(ref, { manager: COMPONENT });
      }
    }
    return oldest;
  };

  return (object, { type, reason, message, revision, at }) => {
    if (at.getTime() < forgetOld()) {
      return;
    }
    const { name, namespace, uid, resourceVersion } = object.metadata;
    const identity = JSON.stringify([uid, type, reason, message, revision]);
    const hash = createHash('sha256').update(identity).digest('hex');
    const ref = {
      apiVersion: 'v1',
      kind: 'Event',
      namespace,
      name: `${name}.${hash.slice(0, 16)}`,
    };
    alive.delete(ref.name);
    alive.set(ref.name, { ref, at });
    const write = { manager: COMPONENT, at };
    const time = kubeTime(at);
    const succeeded = reason === 'ReconciliationSucceeded';
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
          annotations: {
            ...(succeeded && { [COMMIT_STATUS]: 'update' }),
            [REVISION]: revision,
          },
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
        source: { component: COMPONENT },
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
        type,
        eventTime: null,
        reportingComponent: COMPONENT,
        reportingInstance: '',
      },
      write,
    );
  };
}
