import { recording } from '../__testUtils__/recordings';
import { healthOf, stateSchema } from './health';

function health(kind: string, object: unknown): string {
  const [, group, name] = /^(.*)\/(.+)$/.exec(kind) ?? [];
  const state = stateSchema.parse(object);
  const { status, message } = healthOf({ group, kind: name }, state) ?? {};
  return [status ?? '-', message].filter(Boolean).join(': ');
}

/** An object with this status. */
const having = (
  status: unknown,
  spec: unknown = {},
  metadata: object = {},
) => ({
  metadata: { name: 'web', generation: 1, ...metadata },
  spec,
  status,
});
const condition = (
  type: string,
  status: string,
  message = '',
  reason = '',
) => ({
  conditions: [{ type, status, message, reason }],
});
const waiting = (reason: string, message?: string) => ({
  phase: 'Pending',
  containerStatuses: [{ state: { waiting: { reason, message } } }],
});

const three = { replicas: 3 };
const rolling = { currentRevision: 'a', updateRevision: 'b' };

const deploymentOf = (name: string) =>
  Object(recording(`kustomization/${name}`).deployments)[0];

describe('health of a resource', () => {
  it.each([
    ['drift', Object(recording('drift/01-before-web').object), 'Healthy'],
    [
      'rolling out',
      deploymentOf('reconciling-health-checks'),
      'Progressing: 1 of 2 replicas are of the new version',
    ],
    [
      'stuck',
      deploymentOf('health-check-failed-progress-deadline'),
      'Degraded: ReplicaSet "progress-5d599785d6" has timed out progressing.',
    ],
    [
      'not yet available',
      having(
        { replicas: 2, updatedReplicas: 2, availableReplicas: 1 },
        { replicas: 2 },
      ),
      'Progressing: 1 of 2 replicas are available',
    ],
    [
      'paused',
      having({}, { paused: true }),
      'Suspended: Its rollout is paused',
    ],
    [
      'just changed',
      having({ observedGeneration: 1 }, {}, { generation: 2 }),
      'Progressing: Its last change was not looked at yet',
    ],
    ['new', having(undefined), 'Progressing'],
    ['scaled to nothing', having({}, { replicas: 0 }), 'Healthy'],
    [
      'going',
      having({}, {}, { deletionTimestamp: '2026-11-21T00:00:00Z' }),
      'Progressing: It is being deleted',
    ],
  ])('Deployment: %s', (_, object, expected) => {
    expect(health('apps/Deployment', object)).toBe(expected);
  });

  it.each([
    [
      'apps/StatefulSet',
      having({ readyReplicas: 1 }, { replicas: 3 }),
      'Progressing: 1 of 3 replicas are ready',
    ],
    ['apps/StatefulSet', having({ readyReplicas: 1 }), 'Healthy'],
    [
      'apps/StatefulSet',
      having({ readyReplicas: 3, updatedReplicas: 1, ...rolling }, three),
      'Progressing: 1 of 3 replicas are of the new version',
    ],
    // All that are to have the new version have it.
    [
      'apps/StatefulSet',
      having(
        { readyReplicas: 3, updatedReplicas: 1, ...rolling },
        { ...three, updateStrategy: { rollingUpdate: { partition: 2 } } },
      ),
      'Healthy',
    ],
    [
      'apps/StatefulSet',
      having(
        { readyReplicas: 2, updatedReplicas: 1, ...rolling },
        { ...three, updateStrategy: { type: 'OnDelete' } },
      ),
      'Progressing: 2 of 3 replicas are ready',
    ],
    // Once it is over the new version is the current one, and nothing is counted.
    [
      'apps/StatefulSet',
      having(
        { readyReplicas: 3, currentRevision: 'b', updateRevision: 'b' },
        three,
      ),
      'Healthy',
    ],
    [
      'apps/DaemonSet',
      having({
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable: 2,
      }),
      'Progressing: 2 of 3 nodes have it available',
    ],
    [
      'apps/DaemonSet',
      having({
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 1,
        numberAvailable: 3,
      }),
      'Progressing: 1 of 3 nodes have the new version',
    ],
    [
      'apps/DaemonSet',
      having(
        {
          desiredNumberScheduled: 3,
          updatedNumberScheduled: 1,
          numberAvailable: 3,
        },
        { updateStrategy: { type: 'OnDelete' } },
      ),
      'Healthy',
    ],
    // No node is meant to have it.
    ['apps/DaemonSet', having({ desiredNumberScheduled: 0 }), 'Healthy'],
    [
      'apps/ReplicaSet',
      having(condition('ReplicaFailure', 'True', 'quota')),
      'Degraded: quota',
    ],
    [
      'batch/Job',
      having(condition('Failed', 'True', 'too often')),
      'Degraded: too often',
    ],
    ['batch/Job', having(condition('Complete', 'True')), 'Healthy'],
    ['batch/Job', having({}, { suspend: true }), 'Suspended'],
    ['batch/Job', having({ active: 1 }), 'Progressing'],
    [
      '/Pod',
      having(waiting('ImagePullBackOff', 'no such image')),
      'Degraded: no such image',
    ],
    [
      '/Pod',
      having(waiting('CreateContainerConfigError')),
      'Degraded: CreateContainerConfigError',
    ],
    ['/Pod', having(waiting('ContainerCreating')), 'Progressing'],
    ['/Pod', having({ phase: 'Succeeded' }), 'Healthy'],
    ['/Pod', having({ phase: 'Failed' }), 'Degraded'],
    [
      '/Pod',
      having({ phase: 'Running', ...condition('Ready', 'True') }),
      'Healthy',
    ],
    ['/PersistentVolumeClaim', having({ phase: 'Bound' }), 'Healthy'],
    ['/PersistentVolumeClaim', having({ phase: 'Lost' }), 'Degraded'],
    ['/PersistentVolumeClaim', having({ phase: 'Pending' }), 'Progressing'],
    ['/ConfigMap', { metadata: {}, data: {} }, '-'],
    ['/Service', having({ loadBalancer: {} }), '-'],
    [
      'cert-manager.io/Certificate',
      having(condition('Ready', 'False', 'no issuer')),
      'Degraded: no issuer',
    ],
    [
      'cert-manager.io/Certificate',
      having(condition('Ready', 'True')),
      'Healthy',
    ],
    [
      'helm.toolkit.fluxcd.io/HelmRelease',
      having(condition('Ready', 'Unknown', 'at it')),
      'Progressing: at it',
    ],
    [
      'helm.toolkit.fluxcd.io/HelmRelease',
      having(condition('Ready', 'True'), { suspend: true }),
      'Suspended',
    ],
  ])('%s: %j', (kind, object, expected) => {
    expect(health(kind, object)).toBe(expected);
  });

  it('is told by what Flux has seen: its condition before the first success, the whole when paused', () => {
    const kind = 'kustomize.toolkit.fluxcd.io/Kustomization';
    const { object } = recording('kustomization/apply-failed-forbidden');
    expect(health(kind, object)).toMatch(/^Degraded: ConfigMap.*forbidden/);
    const { object: paused } = recording('kustomization/suspended-source-same');
    expect(health(kind, paused)).toBe('Suspended');
    const { metadata, ...others } = Object(object);
    const changed = { ...others, metadata: { ...metadata, generation: 2 } };
    expect(health(kind, changed)).toMatch(/^Progressing: Its last change/);
  });

  it.each([
    having('odd'),
    having({ conditions: 'odd', replicas: 'many', phase: 5 }),
    having({}, 'odd'),
    having({ conditions: [{ type: 'Ready', status: 5 }] }),
  ])('is read as far as it can be: %j', object => {
    expect(health('apps/Deployment', object)).toMatch(/^Progressing/);
  });
});
