import { KubeObject } from '../../cluster/types';
import { resourceHealth } from './resourceHealth';

function object(
  apiVersion: string,
  kind: string,
  spec: unknown,
  status: unknown,
): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'web', generation: 2 },
    spec,
    status,
  };
}

const deployment = (spec: object, status: object) =>
  object(
    'apps/v1',
    'Deployment',
    { replicas: 2, ...spec },
    { observedGeneration: 2, ...status },
  );

const done = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 };

describe('resourceHealth', () => {
  it.each([
    [deployment({}, done), 'Healthy', undefined],
    [deployment({ paused: true }, done), 'Suspended', 'Deployment is paused'],
    [
      deployment({}, { ...done, observedGeneration: 1 }),
      'Progressing',
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    ],
    [
      deployment({}, { ...done, updatedReplicas: 1 }),
      'Progressing',
      'Waiting for rollout to finish: 1 out of 2 new replicas have been updated...',
    ],
    [
      deployment({}, { ...done, replicas: 3 }),
      'Progressing',
      'Waiting for rollout to finish: 1 old replicas are pending termination...',
    ],
    [
      deployment({}, { ...done, availableReplicas: 1 }),
      'Progressing',
      'Waiting for rollout to finish: 1 of 2 updated replicas are available...',
    ],
    [
      deployment(
        {},
        {
          conditions: [
            { type: 'Progressing', reason: 'ProgressDeadlineExceeded' },
          ],
        },
      ),
      'Degraded',
      'Deployment "web" exceeded its progress deadline',
    ],
    [object('v1', 'Service', { type: 'ClusterIP' }, {}), 'Healthy', undefined],
    [
      object('v1', 'Service', { type: 'LoadBalancer' }, {}),
      'Progressing',
      undefined,
    ],
    [
      object(
        'batch/v1',
        'Job',
        {},
        { conditions: [{ type: 'Failed', status: 'True', message: 'no' }] },
      ),
      'Degraded',
      'no',
    ],
    [object('v1', 'Pod', {}, { phase: 'Pending' }), 'Progressing', undefined],
  ])('%#: %s', (given, status, message) => {
    expect(resourceHealth(given)).toEqual({
      status,
      ...(message !== undefined && { message }),
    });
  });

  it('has none for kinds without a check', () => {
    expect(resourceHealth(object('v1', 'ConfigMap', {}, {}))).toBeUndefined();
  });

  it('waits for what is being deleted', () => {
    const leaving = object('v1', 'ConfigMap', {}, {});
    leaving.metadata.deletionTimestamp = '2026-03-01T10:00:00Z';
    expect(resourceHealth(leaving)).toEqual({
      status: 'Progressing',
      message: 'Pending deletion',
    });
  });
});
