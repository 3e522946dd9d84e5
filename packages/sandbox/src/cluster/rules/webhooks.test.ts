import { createCluster } from '../createCluster';
import { isObject } from '../json';

const settings = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'default',
  name: 'settings',
};

function world() {
  const { cluster } = createCluster({
    name: 'test',
    clock: () => new Date('2026-01-02T03:04:05Z'),
  });
  const apply = () =>
    cluster.apply(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', namespace: 'default' },
        data: { a: '1' },
      },
      { manager: 'engine' },
    );
  const addWebhook = () =>
    cluster.addWebhook(object => {
      if (object.kind === 'ConfigMap' && isObject(object.data)) {
        object.data = { colour: 'green', ...object.data };
      }
    });
  return { cluster, apply, addWebhook };
}

describe('a mutating webhook', () => {
  it('sets what nobody owns, and what an apply then leaves alone', () => {
    const { apply, addWebhook } = world();
    addWebhook();
    const made = apply();
    expect(made.data).toEqual({ a: '1', colour: 'green' });
    expect(JSON.stringify(made.metadata.managedFields)).not.toContain('colour');
    expect(apply()).toEqual(made);
  });

  it('changes what is there with the next write, even one that changes nothing', () => {
    const { cluster, apply, addWebhook } = world();
    const before = apply();
    addWebhook();
    expect(cluster.get(settings)?.data).toEqual({ a: '1' });
    cluster.edit(settings, () => {}, { manager: 'kubectl-replace' });
    const after = cluster.get(settings);
    expect(after?.data).toEqual({ a: '1', colour: 'green' });
    expect(after?.metadata.managedFields).toEqual(
      before.metadata.managedFields,
    );
  });

  it('is called for dry runs, too', () => {
    const { cluster, apply, addWebhook } = world();
    apply();
    addWebhook();
    const tried = cluster.edit(settings, () => {}, {
      manager: 'kubectl',
      dryRun: true,
    });
    expect(tried.data).toEqual({ a: '1', colour: 'green' });
    expect(cluster.get(settings)?.data).toEqual({ a: '1' });
  });
});
