import { deployment, entry, past, web, world } from './__testUtils__/web';

describe('workloads', () => {
  it('brings a deployment up, and keeps a broken image from it', () => {
    const cluster = world();
    cluster.apply(deployment('a:1'), { manager: 'm', at: past });
    const good = cluster.get(web);
    expect(good?.status).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      availableReplicas: 2,
      conditions: [
        { type: 'Available', status: 'True' },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
        },
      ],
    });
    expect(entry(good, 'kube-controller-manager')).toMatchObject({
      subresource: 'status',
      time: '2026-01-01T00:00:00Z',
    });
    cluster.apply(deployment('a:2-broken'), { manager: 'm' });
    expect(cluster.get(web)?.status).toMatchObject({
      observedGeneration: 2,
      unavailableReplicas: 2,
      conditions: [
        { type: 'Available', status: 'False' },
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          lastTransitionTime: '2026-01-02T03:04:05Z',
        },
      ],
    });
  });

  it('does not roll out while paused', () => {
    const cluster = world();
    cluster.apply(deployment('a:1'), { manager: 'm' });
    cluster.apply(deployment('a:2', { paused: true }), { manager: 'm' });
    const status = cluster.get(web)?.status;
    expect(status).toMatchObject({
      readyReplicas: 2,
      conditions: [
        { type: 'Available', status: 'True' },
        { type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused' },
      ],
    });
    expect(status).not.toHaveProperty('updatedReplicas');
  });
});
