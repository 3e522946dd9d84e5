import {
  changedBody,
  recordedApplication,
  recordedBody,
} from '../__testUtils__/recordings';
import { Manifest, managedResourcesSchema } from '../api/managedResources';
import { parseApplication } from '../project/application';
import { sourceChanged } from '../project/sources';
import { driftFields } from './driftFields';
import { lastSync } from './lastSync';

interface World {
  /** Values below `spec` as they are, and as they would be after a sync. */
  live: object;
  desired: object;
  /** Entry of `managedFields` that holds them. */
  heldBy: object;
}

/** What drifted of the recorded Deployment that is in sync, with these values instead. */
function driftOf({ live, desired, heldBy }: World) {
  const sync = lastSync(recordedApplication('get-outofsync-pending'), null);
  const recorded = managedResourcesSchema
    .parse(recordedBody('managed-resources-synced'))
    .find(({ kind }) => kind === 'Deployment');
  if (!recorded || !sync) throw new Error('Not what was recorded');
  const changed = (state: Manifest | null, spec: object): Manifest => {
    const manifest = structuredClone(Object(state));
    Object.assign(manifest.spec, spec);
    manifest.metadata.managedFields.push(heldBy);
    return manifest;
  };
  const resource = {
    ...recorded,
    liveState: changed(recorded.liveState, live),
    normalizedLiveState: changed(recorded.normalizedLiveState, live),
    predictedLiveState: changed(recorded.predictedLiveState, desired),
  };
  return driftFields([resource], sync);
}

const later = '2026-11-21T08:00:00Z';
const holds = (field: string, manager: string) => ({
  manager,
  operation: 'Update',
  time: later,
  fieldsV1: { 'f:spec': { [field]: {} } },
});

describe('what nobody did by hand', () => {
  it('is a controller’s doing where an autoscaler set the replicas', () => {
    const fields = driftOf({
      live: { replicas: 7 },
      desired: { replicas: 2 },
      heldBy: {
        manager: 'kube-controller-manager',
        operation: 'Update',
        subresource: 'scale',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    });
    expect(fields).toMatchObject([
      { path: 'spec.replicas', desired: '2', live: '7', by: 'controller' },
    ]);
  });

  // A webhook changes what Argo CD sends, under Argo CD's name.
  it.each([
    ['argocd-controller', 0],
    ['argocd', 0],
    ['kubectl-edit', 1],
  ])(
    'is no drift where a webhook made it of what %s sent: %d fields',
    (manager, count) => {
      const fields = driftOf({
        live: { minReadySeconds: 30 },
        desired: { minReadySeconds: 5 },
        heldBy: holds('f:minReadySeconds', manager),
      });
      expect(fields).toHaveLength(count);
    },
  );

  it('is no drift where another field of the object is held by a person', () => {
    const fields = driftOf({
      live: { minReadySeconds: 30 },
      desired: { minReadySeconds: 5 },
      heldBy: holds('f:replicas', 'kubectl-edit'),
    });
    expect(fields).toEqual([]);
  });

  // It is then the same in both.
  it('is no drift where Argo CD does not compare the field', () => {
    const own = { minReadySeconds: 30 };
    const heldBy = holds('f:minReadySeconds', 'kubectl-edit');
    expect(driftOf({ live: own, desired: own, heldBy })).toEqual([]);
    expect(driftOf({ live: own, desired: {}, heldBy })).toHaveLength(1);
  });

  it('is a changed source where the Application has another parameter', () => {
    const images = { images: ['registry.example.com/checkout:2.0.0'] };
    const application = parseApplication(
      changedBody('get-outofsync-pending', {
        'status > sync > comparedTo > source > kustomize': images,
        'spec > source > kustomize': images,
      }),
    );
    const sync = application && lastSync(application, null);
    if (!sync) throw new Error('never synced');
    expect(sourceChanged(application)).toBe(true);
    const resources = managedResourcesSchema.parse(
      recordedBody('managed-resources-pending'),
    );
    expect(driftFields(resources, sync)).toEqual([]);
  });
});
