import { MAX_CHANGED_RESOURCES } from '@backstage-gitops/plugin-gitops-node';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { applicationId } from '../store/applicationId';
import { gitSources } from './gitSources';
import { differingIn } from './look';

type Overrides = NonNullable<Parameters<typeof observedApplication>[0]>;

const attempt = (phase: 'Running' | 'Failed', revision: string) => ({
  key: `attempt ${revision}`,
  phase,
  deployed: false,
  revisions: [revision],
});

const resource = (name: string) => ({
  group: 'argoproj.io',
  kind: 'Application',
  namespace: 'argocd',
  name,
  prune: false,
});

/** One that has deployed `REVISION_1`, and is to run `REVISION_2`. */
const behind = ({ sync, ...rest }: Overrides) =>
  observedApplication({
    ...rest,
    sync: {
      status: 'OutOfSync',
      desiredRevisions: [REVISION_2],
      deployedRevisions: [REVISION_1],
      ...sync,
    },
  });

describe('gitSources', () => {
  const applied = (observed: ReturnType<typeof observedApplication>) =>
    gitSources(observed).map(source => source.appliedRevision);
  const byRevision = (overrides: Overrides = {}) =>
    applied(
      behind({
        ...overrides,
        sync: { byRevisionOnly: true, ...overrides.sync },
      }),
    );

  it('have applied what an engine that compares revisions has tried, however it ended', () => {
    expect(byRevision()).toEqual([REVISION_1]);
    expect(byRevision({ syncs: [attempt('Failed', REVISION_1)] })).toEqual([
      REVISION_1,
    ]);
    expect(byRevision({ syncs: [attempt('Running', REVISION_2)] })).toEqual([
      REVISION_2,
    ]);
    const failed = [attempt('Failed', REVISION_2)];
    expect(byRevision({ syncs: failed })).toEqual([REVISION_2]);
    expect(
      byRevision({
        syncs: failed,
        sync: { status: 'Unknown', comparisonFailed: 'It cannot be built' },
      }),
    ).toEqual([REVISION_1]);
  });

  it('have applied what an engine that compares manifests does not list', () => {
    const changes = { resources: [resource('web')], total: 1 };
    expect(applied(behind({ changes }))).toEqual([REVISION_2]);
    expect(applied(behind({ sync: { status: 'Synced' } }))).toEqual([
      REVISION_2,
    ]);
    const unknown = [
      behind({}),
      behind({
        changes: {
          resources: Array.from({ length: MAX_CHANGED_RESOURCES }, (_, index) =>
            resource(`web-${index}`),
          ),
          total: MAX_CHANGED_RESOURCES + 1,
        },
      }),
      behind({ sync: { status: 'Unknown', comparisonFailed: 'Not rendered' } }),
    ];
    expect(unknown.map(applied)).toEqual([
      [undefined],
      [undefined],
      [undefined],
    ]);
    expect(applied(behind({ sync: { desiredRevisions: [] } }))).toEqual([
      REVISION_1,
    ]);
  });
});

describe('differingIn', () => {
  it('names the applications among what differs, and what makes some', () => {
    const of = { engine: 'argocd', instance: 'main' } as const;
    const changes = {
      resources: [
        resource('web'),
        { ...resource('db'), group: 'apps', kind: 'Deployment' },
        { ...resource('all'), kind: 'ApplicationSet' },
      ],
      total: 3,
    };
    const key = { kind: 'Application', namespace: 'argocd', name: 'web' };
    expect(differingIn(of, behind({ changes }))).toEqual([
      applicationId('argocd', 'main', key),
      applicationId('argocd', 'main', {
        ...key,
        kind: 'ApplicationSet',
        name: 'all',
      }),
    ]);
    expect(differingIn(of, behind({}))).toEqual([]);
  });
});
