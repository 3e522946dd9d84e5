import { projectRecordedRelease as project } from '../__testUtils__/helm';
import { HelmRelease } from './helmRelease';

describe('drift that Flux reports', () => {
  const resource = {
    group: 'apps',
    kind: 'Deployment',
    namespace: 'fx-helm',
    name: 'drift-warn',
  };

  it('names the resources, and nobody', () => {
    expect(project('drift-warn-3-object-deleted').drift).toEqual({
      fields: [
        {
          resource: { ...resource, group: '', kind: 'ConfigMap' },
          change: 'resourceRemoved',
          by: 'unknown',
        },
        { resource, change: 'changed', by: 'unknown' },
      ],
      total: 2,
    });
  });

  const drifted = (message: string) =>
    project('drift-warn-2-reconciled', release => {
      const condition = release.status?.conditions?.find(
        ({ type }) => type === 'Drifted',
      );
      Object.assign(condition ?? {}, { message });
    }).drift;

  it.each([
    [
      'ClusterRole/admins changed (1 additions, 0 changes, 0 removals)',
      'admins',
    ],
    ['Role/team-a/web:reader removed', 'web:reader'],
  ])('reads %s', (message, name) => {
    expect(drifted(message)?.fields).toEqual([
      expect.objectContaining({ resource: expect.objectContaining({ name }) }),
    ]);
  });

  it('is drift also in words that cannot be read', () => {
    for (const message of ['', 'something changed', 'a/b/c/d changed']) {
      expect(drifted(message)).toEqual({ fields: [], total: 1 });
    }
  });

  it('is not known where Flux does not know', () => {
    const observed = project('drift-enabled-0-before', ({ status }) => {
      for (const condition of status?.conditions ?? []) {
        if (condition.type === 'Drifted') condition.status = 'Unknown';
      }
    });
    expect(observed.drift).toBeNull();
  });

  it('is not known where Flux does not look', () => {
    const without = (change: (release: HelmRelease) => void) =>
      project('drift-enabled-0-before', change).drift;
    expect(without(() => {})).toEqual({ fields: [], total: 0 });
    expect(
      without(({ spec }) => {
        if (spec) spec.suspend = true;
      }),
    ).toBeNull();
    expect(
      without(({ spec }) => {
        if (spec) spec.driftDetection = { mode: 'disabled' };
      }),
    ).toBeNull();
    expect(
      without(({ metadata }) => {
        metadata.deletionTimestamp = '2026-11-21T00:00:00Z';
      }),
    ).toBeNull();
  });
});
