import { recordedApplication, recordedBody } from '../__testUtils__/recordings';
import { driftFields } from './driftFields';
import { lastSync } from './lastSync';
import { managedResourcesSchema } from '../api/managedResources';

function recordedResources(name: string) {
  return managedResourcesSchema.parse(recordedBody(name));
}

function recordedSync(name: string) {
  const sync = lastSync(recordedApplication(name), null);
  if (!sync) throw new Error('never synced');
  return sync;
}

const search = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'search-production',
  name: 'search',
};
const byHand = {
  manager: 'kubectl-edit',
  by: 'person',
  at: '2026-11-20T23:53:49.000Z',
};

describe('driftFields', () => {
  it('names the fields changed by hand, and the object that is gone', () => {
    const fields = driftFields(
      recordedResources('managed-resources-drifted'),
      recordedSync('get-outofsync-drifted'),
    );
    expect(fields).toEqual([
      {
        resource: {
          group: '',
          kind: 'ConfigMap',
          namespace: 'search-production',
          name: 'search-config',
        },
        change: 'resourceRemoved',
        by: 'unknown',
      },
      {
        resource: {
          group: '',
          kind: 'Secret',
          namespace: 'search-production',
          name: 'search-secret',
        },
        change: 'changed',
        path: 'data.password',
        ...byHand,
      },
      {
        resource: search,
        change: 'changed',
        path: 'spec.replicas',
        desired: '2',
        live: '5',
        ...byHand,
      },
      {
        resource: search,
        change: 'changed',
        path: 'spec.template.spec.containers[search].image',
        desired: 'registry.example.com/search:1.0.0',
        live: 'registry.example.com/search:hotfix',
        ...byHand,
      },
    ]);
  });

  it('never gives a value of a Secret, not even its length', () => {
    const fields = driftFields(
      recordedResources('managed-resources-drifted'),
      recordedSync('get-outofsync-drifted'),
    );
    const secret = fields.find(field => field.resource.kind === 'Secret');
    expect(JSON.stringify(secret)).not.toContain('+');
  });

  it('finds nothing in what only Git changed, nor in what is in sync', () => {
    const sync = recordedSync('get-outofsync-pending');
    for (const name of ['pending', 'synced']) {
      const resources = recordedResources(`managed-resources-${name}`);
      expect(driftFields(resources, sync)).toEqual([]);
    }
  });

  it('takes an edit from before the last sync for synced away', () => {
    const fields = driftFields(recordedResources('managed-resources-drifted'), {
      finishedAt: '2026-11-20T23:53:50Z',
      resources: new Set(),
      isCompared: true,
    });
    expect(fields).toEqual([]);
  });

  it('does not take a resource that Git has just added for one removed', () => {
    const fields = driftFields(recordedResources('managed-resources-drifted'), {
      ...recordedSync('get-outofsync-drifted'),
      resources: null,
    });
    expect(fields.map(field => field.change)).not.toContain('resourceRemoved');
  });

  function replaced(from: string, to: string) {
    const text = JSON.stringify(recordedBody('managed-resources-drifted'));
    return managedResourcesSchema.parse(JSON.parse(text.replaceAll(from, to)));
  }

  it.each([
    ['kube-controller-manager', 'controller'],
    ['keda-operator', 'controller'],
    ['node-fetch', 'person'],
    ['Mozilla', 'person'],
    ['ops-console', 'unknown'],
  ])('says that %s is a %s', (manager, by) => {
    const fields = driftFields(
      replaced('kubectl-edit', manager),
      recordedSync('get-outofsync-drifted'),
    );
    expect(fields.map(field => field.by)).toEqual(['unknown', by, by, by]);
  });

  it('shortens values', () => {
    const fields = driftFields(
      replaced('search:hotfix', `search:${'x'.repeat(500)}`),
      recordedSync('get-outofsync-drifted'),
    );
    const image = fields.find(field => field.path?.endsWith('image'));
    expect(image?.live).toHaveLength(200);
  });
});

describe('lastSync', () => {
  it('knows nothing where nothing was deployed', () => {
    expect(
      lastSync(recordedApplication('get-missing-never-synced'), null),
    ).toBeNull();
  });

  it('keeps what a full sync applied over a dry run and a partial sync', () => {
    const full = recordedSync('get-outofsync-drifted');
    expect(full.resources).toContain(
      '/ConfigMap/search-production/search-config',
    );
    expect(
      lastSync(recordedApplication('get-after-partial-sync'), full),
    ).toEqual(full);
    expect(
      lastSync(recordedApplication('get-after-partial-sync'), null)?.resources,
    ).toBeNull();
  });
});
