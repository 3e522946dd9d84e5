import { changedBody, recordedBody } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectApplication } from './projectApplication';

function changesOf(body: unknown) {
  const application = parseApplication(body);
  if (!application) throw new Error('No application');
  return projectApplication(application, {
    frontendUrl: 'https://argocd.example.com',
  }).changes;
}

const withResources = (resources: unknown[]) =>
  changesOf(
    changedBody('get-outofsync-pending', { 'status > resources': resources }),
  );

const config = (name: string) => ({
  kind: 'ConfigMap',
  namespace: 'shop',
  name,
  status: 'OutOfSync',
});

describe('the resources that a sync would change', () => {
  it('are those that are out of sync', () => {
    const namespace = 'search-production';
    expect(changesOf(recordedBody('get-outofsync-drifted'))).toEqual({
      resources: [
        {
          group: '',
          kind: 'ConfigMap',
          namespace,
          name: 'search-config',
          prune: false,
        },
        {
          group: '',
          kind: 'Secret',
          namespace,
          name: 'search-secret',
          prune: false,
        },
        {
          group: 'apps',
          kind: 'Deployment',
          namespace,
          name: 'search',
          prune: false,
        },
      ],
      total: 3,
    });
    expect(changesOf(recordedBody('get-synced-healthy-auto'))).toEqual({
      resources: [],
      total: 0,
    });
  });

  it('tell what is no longer in Git, and leave out hooks', () => {
    expect(
      withResources([
        { ...config('old'), requiresPruning: true },
        { ...config('hook'), hook: true, requiresPruning: true },
      ]),
    ).toEqual({
      resources: [
        {
          group: '',
          kind: 'ConfigMap',
          namespace: 'shop',
          name: 'old',
          prune: true,
        },
      ],
      total: 1,
    });
  });

  it('are the same in whatever order Argo CD tells them', () => {
    const resources = ['b', 'a', 'c'].map(config);
    expect(withResources(resources)).toEqual(
      withResources([...resources].reverse()),
    );
  });

  it('are the first fifty, and counted beyond', () => {
    const changes = withResources(
      Array.from({ length: 120 }, (_, n) => config(`config-${n}`)),
    );
    expect(changes?.resources).toHaveLength(50);
    expect(changes?.total).toBe(120);
  });

  it.each(['get-error-nopath', 'get-error-badcluster'])(
    'are not known in %s, where nothing could be compared',
    name => {
      expect(changesOf(recordedBody(name))).toBeNull();
    },
  );
});
