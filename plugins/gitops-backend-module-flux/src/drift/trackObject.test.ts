import { recordedLook, refs } from '../__testUtils__/looks';
import { parseLiveObject } from './liveObject';
import { TrackedObject, trackObject } from './trackObject';

/** The drift after looking at the recorded states one after the other. */
function driftAfter(object: string, looks: string[]) {
  let tracked: TrackedObject | undefined;
  for (const look of looks) {
    tracked = trackObject(tracked, recordedLook(object, look), refs[object]);
  }
  return tracked?.drift.map(({ resource: _, ...field }) => field);
}

const before = '01-before';
const edited = '03-after-kubectl-edit';
const corrected = '06-after-correction';
const scaled = '07-after-kubectl-scale';
const rescaled = '09-after-scale-correction';
const otherTool = '10-after-unknown-manager-edit';
const byEdit = {
  manager: 'kubectl-edit',
  by: 'person',
  at: '2026-11-20T23:57:22.000Z',
  appliedAt: '2026-11-20T23:57:15.000Z',
};

describe('trackObject, over what Flux and people really wrote', () => {
  it('sees nothing in what Flux has just applied', () => {
    expect(driftAfter('web', [before])).toEqual([]);
    expect(driftAfter('configmap-settings', [before])).toEqual([]);
  });

  it('sees changed and added fields with who and when', () => {
    expect(driftAfter('web', [before, edited])).toEqual([
      {
        change: 'added',
        path: 'metadata.annotations.note',
        desired: undefined,
        live: 'edited by hand',
        ...byEdit,
      },
      {
        change: 'added',
        path: 'spec.template.spec.containers[app].env[DEBUG]',
        desired: undefined,
        live: expect.stringContaining('"DEBUG"'),
        ...byEdit,
      },
      {
        change: 'changed',
        path: 'spec.template.spec.containers[app].image',
        desired: 'ghcr.io/stefanprodan/podinfo:6.9.0',
        live: expect.not.stringContaining('podinfo:6.9.0'),
        ...byEdit,
      },
    ]);
    expect(driftAfter('configmap-settings', [before, edited])).toEqual([
      {
        change: 'added',
        path: 'data.EXTRA',
        ...byEdit,
        desired: undefined,
        live: expect.any(String),
      },
      {
        change: 'changed',
        path: 'data.MODE',
        ...byEdit,
        desired: expect.any(String),
        live: expect.any(String),
      },
    ]);
  });

  it('sees an edit from before the first look, without what was desired', () => {
    expect(driftAfter('web', [edited])).toEqual([
      expect.objectContaining({ path: 'metadata.annotations.note' }),
      expect.objectContaining({
        path: 'spec.template.spec.containers[app].env[DEBUG]',
      }),
      expect.objectContaining({
        change: 'changed',
        path: 'spec.template.spec.containers[app].image',
        desired: undefined,
        ...byEdit,
      }),
    ]);
  });

  it('sees a scale, which leaves no time', () => {
    const expected = {
      change: 'changed',
      path: 'spec.replicas',
      live: '5',
      manager: 'kubectl',
      by: 'person',
      at: undefined,
      appliedAt: '2026-11-20T23:57:24.000Z',
    };
    expect(driftAfter('web', [corrected, scaled])).toEqual([
      { ...expected, desired: '2' },
    ]);
    expect(driftAfter('web', [scaled])).toEqual([
      { ...expected, desired: undefined },
    ]);
  });

  it('sees what an unknown tool took from Flux, not what it added', () => {
    expect(driftAfter('web', [rescaled, otherTool])).toEqual([
      {
        change: 'changed',
        path: 'spec.replicas',
        desired: '2',
        live: '3',
        manager: 'ops-console',
        by: 'unknown',
        at: '2026-11-20T23:57:37.000Z',
        appliedAt: '2026-11-20T23:57:31.000Z',
      },
    ]);
  });

  it('sees no drift any more once Flux has corrected it', () => {
    const looks = [before, edited, corrected];
    for (const object of ['web', 'configmap-settings', 'web-merge']) {
      expect([object, driftAfter(object, looks)]).toEqual([object, []]);
    }
    expect(driftAfter('web', [corrected, scaled, rescaled])).toEqual([]);
    expect(
      driftAfter('web', [
        rescaled,
        otherTool,
        '12-after-unknown-manager-correction',
      ]),
    ).toEqual([]);
  });

  it('keeps drift that Flux is told to leave alone', () => {
    expect(
      driftAfter('web', [
        '12-after-unknown-manager-correction',
        '13-drift-kept-reconcile-disabled-in-cluster',
      ]),
    ).toEqual([
      expect.objectContaining({
        change: 'added',
        path: 'metadata.annotations["kustomize.toolkit.fluxcd.io/reconcile"]',
        manager: 'kubectl-annotate',
      }),
      expect.objectContaining({ path: 'spec.replicas', live: '4' }),
    ]);
  });

  it('leaves to others what Flux applies only where it is absent', () => {
    expect(driftAfter('web-if-not-present', [before, edited])).toEqual([]);
  });

  it('begins anew with an object that was created again', () => {
    const live = recordedLook('web', before);
    const again = recordedLook('web', scaled);
    again.metadata.uid = 'another';
    again.metadata.managedFields = live.metadata.managedFields;
    const tracked = trackObject(
      trackObject(undefined, live, refs.web),
      again,
      refs.web,
    );
    expect(tracked.drift).toEqual([]);
  });

  it('gives no value of a Secret', () => {
    const secret = (manager: string, value: string) => {
      const flux = { 'f:data': { 'f:user': {} } };
      const entry = (name: string, operation: string, fieldsV1: object) => ({
        manager: name,
        operation,
        time: '2026-11-20T23:57:15Z',
        fieldsV1,
      });
      const live = parseLiveObject({
        metadata: {
          name: 'login',
          uid: '1',
          managedFields: [
            entry(
              'kustomize-controller',
              'Apply',
              manager ? flux : { 'f:data': { 'f:user': {}, 'f:password': {} } },
            ),
            ...(manager
              ? [entry(manager, 'Update', { 'f:data': { 'f:password': {} } })]
              : []),
          ],
        },
        data: { password: value, user: 'canary' },
      });
      if (!live) throw new Error('no object');
      return live;
    };
    const ref = { group: '', kind: 'Secret', namespace: 'a', name: 'login' };
    const first = trackObject(undefined, secret('', 'canary'), ref);
    const second = trackObject(first, secret('kubectl-edit', 'canary-2'), ref);
    expect(second.drift).toEqual([
      expect.objectContaining({
        change: 'changed',
        path: 'data.password',
        by: 'person',
      }),
    ]);
    expect(JSON.stringify([first, second])).not.toContain('canary');
  });

  it('tells a removed field from a changed one by the metadata alone', () => {
    const look = (entries: Array<[string, string, string[]]>) => {
      const live = parseLiveObject({
        kind: 'PartialObjectMetadata',
        metadata: {
          name: 'login',
          uid: '1',
          managedFields: entries.map(([manager, operation, names]) => ({
            manager,
            operation,
            time: '2026-11-20T23:57:15Z',
            fieldsV1: {
              'f:data': Object.fromEntries(
                names.map(name => [`f:${name}`, {}]),
              ),
            },
          })),
        },
      });
      if (!live) throw new Error('no object');
      return live;
    };
    const ref = { group: '', kind: 'Secret', namespace: 'a', name: 'login' };
    const applied = look([
      ['kustomize-controller', 'Apply', ['user', 'password', 'token']],
    ]);
    const byHand = look([
      ['kustomize-controller', 'Apply', ['user']],
      ['kubectl-edit', 'Update', ['password']],
    ]);
    const first = trackObject(undefined, applied, ref);
    expect(first.drift).toEqual([]);
    expect(trackObject(first, byHand, ref).drift).toMatchObject([
      { path: 'data.password', change: 'changed', by: 'person' },
      { path: 'data.token', change: 'removed', by: 'unknown' },
    ]);
  });
});
