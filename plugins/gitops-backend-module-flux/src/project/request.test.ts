import {
  recordedKustomization,
  recordedLines,
} from '../__testUtils__/recordings';
import { Kustomization, parseKustomization } from './kustomization';
import { projectKustomization } from './projectKustomization';

const BY = 'backstage.io/gitops-requested-by';
const ID = 'backstage.io/gitops-request-id';
const AT = 'reconcile.fluxcd.io/requestedAt';

function project(kustomization: Kustomization) {
  const { request, operation } = projectKustomization(
    kustomization,
    () => 'unwatched',
    { cluster: 'edge' },
  );
  return { request, initiatedBy: operation?.initiatedBy };
}

/** A recorded request, as if it had come from the portal. */
function asked(name: string): Kustomization {
  const { kustomization } = recordedKustomization(`kustomization/${name}`);
  const { metadata } = kustomization;
  metadata.annotations = {
    ...metadata.annotations,
    [BY]: 'user:default/robin',
    [ID]: metadata.annotations?.[AT] ?? '',
  };
  return kustomization;
}

describe('a request', () => {
  it('runs until Flux has repeated its token', () => {
    const robin = { name: 'user:default/robin', automated: false };
    const looks = recordedLines('watch/kustomization-reconcile-requested').map(
      event => {
        const { object } = Object(event);
        const token = object.metadata.annotations[AT];
        Object.assign(object.metadata.annotations, {
          [BY]: robin.name,
          [ID]: token,
        });
        for (const entry of object.metadata.managedFields) {
          if (entry.manager === 'flux') entry.manager = 'backstage-gitops';
        }
        const kustomization = parseKustomization(object);
        if (!kustomization) throw new Error('no Kustomization');
        const { request, initiatedBy } = project(kustomization);
        expect(request?.id).toBe(token);
        return [request?.phase, initiatedBy];
      },
    );
    expect(looks).toEqual([
      // Asked, and not begun: what ran last was not theirs.
      ['Running', { automated: true }],
      ...Array(5).fill(['Running', robin]),
      ['Running', { automated: true }],
      // From now on it cannot be told from what Flux does of its own accord.
      ['Succeeded', undefined],
    ]);
  });

  it('does not name anybody for a run that began before', () => {
    const [, running] = recordedLines(
      'watch/kustomization-reconcile-requested',
    );
    const { object } = Object(running);
    const kustomization = parseKustomization(object);
    if (!kustomization) throw new Error('no Kustomization');
    const { metadata } = kustomization;
    metadata.annotations = { [AT]: 'x', [ID]: 'x', [BY]: 'user:default/robin' };
    metadata.managedFields = [
      {
        manager: 'backstage-gitops',
        operation: 'Update',
        time: '2026-11-21T00:10:23Z',
        fieldsV1: {},
      },
    ];
    expect(project(kustomization)).toEqual({
      request: { id: 'x', phase: 'Running' },
      initiatedBy: { automated: true },
    });
  });

  it.each([
    ['requested-at-handled', 'Succeeded', 'Applied revision: main@sha1:'],
    [
      'reconcile-requested-apply-failed-schema-type',
      'Failed',
      'dry-run failed',
    ],
    [
      'reconcile-requested-build-failed-wrong-path',
      'Failed',
      'kustomization path not found',
    ],
    ['reconcile-requested-dependency-not-ready', 'Failed', 'dependency'],
    ['reconcile-requested-source-not-found', 'Failed', 'not found'],
    [
      'reconcile-requested-stalled-invalid-cel',
      'Failed',
      'Reconciliation failed terminally',
    ],
  ])('that left %s is %s', (name, phase, words) => {
    const kustomization = asked(name);
    const { request } = project(kustomization);
    expect(request).toEqual({
      id: kustomization.metadata.annotations?.[AT],
      phase,
      message: expect.stringContaining(words),
    });
  });

  it('runs while Flux has not seen it', () => {
    const kustomization = asked('requested-at-not-yet-handled');
    expect(project(kustomization).request).toEqual({
      id: kustomization.metadata.annotations?.[AT],
      phase: 'Running',
    });
  });

  it('is answered by the run that somebody else asked for since', () => {
    const kustomization = asked('requested-at-handled');
    Object.assign(kustomization.metadata.annotations ?? {}, { [ID]: 'ours' });
    expect(project(kustomization)).toMatchObject({
      request: { id: 'ours', phase: 'Succeeded' },
      initiatedBy: { automated: true },
    });
    Object.assign(kustomization.metadata.annotations ?? {}, { [AT]: 'later' });
    expect(project(kustomization)).toMatchObject({
      request: { id: 'ours', phase: 'Running' },
    });
  });

  it('has no outcome while it is suspended, although Flux repeats the token', () => {
    expect(project(asked('suspended-reconcile-requested')).request).toBeNull();
  });

  it('of somebody else is none of the portal', () => {
    for (const name of ['requested-at-handled', 'ready-minimal']) {
      const { kustomization } = recordedKustomization(`kustomization/${name}`);
      expect(project(kustomization).request).toBeNull();
    }
  });
});
