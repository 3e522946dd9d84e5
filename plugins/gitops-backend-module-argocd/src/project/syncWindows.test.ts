import fc from 'fast-check';
import { MAX_SYNC_WINDOWS } from '@backstage-gitops/plugin-gitops-common';
import { parseAppProject, syncWindowsOf } from './syncWindows';

const DENY = { kind: 'deny', schedule: '0 22 * * *', duration: '1h' };
const FREEZE = { ...DENY, applications: ['*'] };

function project(
  syncWindows: unknown,
  { name = 'default', namespace = 'argocd' } = {},
) {
  const parsed = parseAppProject({
    metadata: { name, namespace },
    spec: { syncWindows },
  });
  return parsed ? [parsed] : [];
}

const APPLICATION = {
  namespace: 'argocd',
  name: 'shop-web',
  destination: { cluster: 'production', namespace: 'shop' },
};

describe('sync windows of an application', () => {
  it('are those of its project, as far as is needed', () => {
    const windows = [
      {
        ...FREEZE,
        manualSync: true,
        timeZone: 'Europe/Berlin',
        description: 'no syncs at night',
      },
      { ...FREEZE, kind: 'allow' },
    ];
    expect(syncWindowsOf(project(windows), APPLICATION)).toEqual([
      { ...DENY, manualSync: true, timeZone: 'Europe/Berlin' },
      { ...DENY, kind: 'allow', manualSync: false, timeZone: undefined },
    ]);
  });

  it.each([
    [{ applications: ['shop-*'] }, true],
    [{ applications: ['bank-*'] }, false],
    [{ clusters: ['prod*'] }, true],
    [{ namespaces: ['bank', 'shop'] }, true],
    [{ applications: ['bank-*'], namespaces: ['shop'] }, true],
    [
      { applications: ['bank-*'], namespaces: ['shop'], andOperator: true },
      false,
    ],
    [
      {
        applications: ['shop-*'],
        clusters: ['production'],
        namespaces: ['shop'],
        andOperator: true,
      },
      true,
    ],
    [{ namespaces: ['shop'], andOperator: true }, true],
    [{}, false],
    [{ andOperator: true }, false],
  ])('with %j: %p', (who, holds) => {
    const found = syncWindowsOf(project([{ ...DENY, ...who }]), APPLICATION);
    expect(found).toHaveLength(holds ? 1 : 0);
  });

  it('are none by cluster for one that names none, and all by namespace', () => {
    const nowhere = { ...APPLICATION, destination: {} };
    const by = (who: object) =>
      syncWindowsOf(project([{ ...DENY, ...who }]), nowhere);
    expect(by({ clusters: ['*'] })).toEqual([]);
    expect(by({ namespaces: ['*'] })).toHaveLength(1);
  });

  it('are those of the project that it names', () => {
    const projects = [
      ...project([FREEZE], { name: 'team' }),
      ...project([{ ...FREEZE, kind: 'allow' }]),
    ];
    const kinds = (name?: string) =>
      syncWindowsOf(projects, { ...APPLICATION, project: name })?.map(
        ({ kind }) => kind,
      );
    expect([kinds('team'), kinds(), kinds('gone')]).toEqual([
      ['deny'],
      ['allow'],
      undefined,
    ]);
  });

  it('are not those of the project of another Argo CD in the cluster', () => {
    const projects = [
      ...project([FREEZE], { namespace: 'other' }),
      ...project([{ ...FREEZE, kind: 'allow' }]),
    ];
    expect(syncWindowsOf(projects, APPLICATION)).toMatchObject([
      { kind: 'allow' },
    ]);
    const elsewhere = { ...APPLICATION, namespace: 'team' };
    expect(syncWindowsOf(projects, elsewhere)).toBeUndefined();
    const kinds = (controllerNamespace: string) =>
      syncWindowsOf(projects, { ...elsewhere, controllerNamespace })?.map(
        ({ kind }) => kind,
      );
    expect([kinds('argocd'), kinds('other'), kinds('third')]).toEqual([
      ['allow'],
      ['deny'],
      undefined,
    ]);
    // Nor where it is the only one of that name.
    expect(
      syncWindowsOf(project([FREEZE]), {
        ...APPLICATION,
        controllerNamespace: 'other',
      }),
    ).toBeUndefined();
  });

  it('pass over what is no window and no project', () => {
    const odd = [{ ...FREEZE, kind: 'Freeze' }, { applications: ['*'] }];
    expect(syncWindowsOf(project(odd), APPLICATION)).toEqual([]);
    expect(project([7])).toEqual([]);
    expect(project(undefined)).toHaveLength(1);
    expect(parseAppProject({ metadata: { name: '../x' } })).toBeUndefined();
  });

  it('are so many and so long at most', () => {
    const long = { ...FREEZE, schedule: '1,'.repeat(5_000) };
    const found = syncWindowsOf(project(Array(500).fill(long)), APPLICATION);
    expect(found).toHaveLength(MAX_SYNC_WINDOWS);
    expect(JSON.stringify(found).length).toBeLessThan(10_000);
  });

  const given = fc.option(
    fc.uniqueArray(fc.constantFrom('shop', 'shop-web', 'bank', '*'), {
      minLength: 1,
    }),
    { nil: undefined },
  );

  it('hold where any of the given lists names it, or else all of them', () => {
    fc.assert(
      fc.property(given, given, given, fc.boolean(), (...values) => {
        const [applications, clusters, namespaces, andOperator] = values;
        const window = { applications, clusters, namespaces, andOperator };
        const { name, destination } = APPLICATION;
        const named = [
          applications?.some(each => each === '*' || each === name),
          clusters?.some(each => each === '*' || each === destination.cluster),
          namespaces?.some(
            each => each === '*' || each === destination.namespace,
          ),
        ].filter(answer => answer !== undefined);
        const holds = andOperator
          ? named.length > 0 && named.every(Boolean)
          : named.some(Boolean);
        expect(
          syncWindowsOf(project([{ ...DENY, ...window }]), APPLICATION),
        ).toHaveLength(holds ? 1 : 0);
      }),
    );
  });
});
