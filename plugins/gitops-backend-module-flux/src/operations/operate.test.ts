import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  ObservedApplication,
  OperationCall,
} from '@backstage-gitops/plugin-gitops-node';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { FakeKubernetesBackend } from '../__testUtils__/FakeKubernetesBackend';
import { mergePatched } from '../__testUtils__/mergePatched';
import {
  createInstance,
  drift,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  observeFirst,
  serveDrift,
} from '../__testUtils__/observe';
import { callOf, handled, PERSON } from '../__testUtils__/operate';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';
const upstream = {
  'backstage.io/gitops-requested-by': PERSON,
  'backstage.io/gitops-request-id': 'operation-1',
};

let stop: AbortController;
let application: ObservedApplication;
beforeEach(async () => {
  stop = new AbortController();
  fake.reset();
  serveDrift(fake);
  application = await observeFirst(createInstance(), stop.signal);
});
afterEach(() => stop.abort());

function operate(
  type: OperationCall['type'],
  instance = createInstance(),
  signal = stop.signal,
) {
  return instance.operate(application, callOf(type), { signal });
}

const patched = () => fake.patches.map(({ collection }) => collection);

describe('sync', () => {
  it('has Flux fetch the source, and then apply, in the name of the person', async () => {
    const answer = operate('sync');
    await eventually(() => expect(patched()).toEqual([GIT_REPOSITORIES]));
    // One that was handled before is not this one.
    const asked = fake.get(GIT_REPOSITORIES, 'drift');
    fake.put(GIT_REPOSITORIES, handled(asked, 'earlier'));
    fake.put(GIT_REPOSITORIES, handled(asked));
    expect(await answer).toEqual({ phase: 'Running' });
    const annotations = { [REQUESTED_AT]: 'operation-1', ...upstream };
    expect(fake.patches).toEqual(
      [GIT_REPOSITORIES, KUSTOMIZATIONS].map(collection => ({
        collection,
        name: 'drift',
        fieldManager: 'backstage-gitops',
        contentType: 'application/merge-patch+json',
        body: { metadata: { annotations } },
      })),
    );
  });

  it('waits while the source is being fetched', async () => {
    const answer = operate('sync');
    await eventually(() => expect(patched()).toHaveLength(1));
    const source = fake.get(GIT_REPOSITORIES, 'drift');
    fake.put(GIT_REPOSITORIES, handled(source, 'operation-1', 'Unknown'));
    const looks = fake.requests.length;
    await eventually(() =>
      expect(fake.requests.length).toBeGreaterThan(looks + 2),
    );
    expect(patched()).toEqual([GIT_REPOSITORIES]);
    fake.put(GIT_REPOSITORIES, handled(source));
    expect(await answer).toEqual({ phase: 'Running' });
  });

  it('goes on when somebody else has asked for the same source since', async () => {
    const answer = operate('sync');
    await eventually(() => expect(patched()).toHaveLength(1));
    const asked = mergePatched(drift.source, {
      metadata: { annotations: { [REQUESTED_AT]: 'operation-2' } },
    });
    fake.put(GIT_REPOSITORIES, asked);
    fake.put(GIT_REPOSITORIES, handled(asked, 'operation-2'));
    expect(await answer).toEqual({ phase: 'Running' });
  });

  it('ends with the words of a source that cannot be fetched', async () => {
    fake.controllers.set(GIT_REPOSITORIES, source =>
      handled(source, 'operation-1', 'False', 'authentication required'),
    );
    expect(await operate('sync')).toEqual({
      phase: 'Failed',
      message:
        'Flux cannot fetch GitRepository flux-system/drift: authentication required',
    });
    expect(patched()).toEqual([GIT_REPOSITORIES]);
  });

  it('ends with a sentence where Flux does not look at the source', async () => {
    const hasty = createInstance({ lookEveryMs: 5, patienceMs: 20 });
    expect(await operate('sync', hasty)).toEqual({
      phase: 'Failed',
      message:
        'Flux did not look at GitRepository flux-system/drift within 0.02 s; it was not asked to apply anything',
    });
    expect(patched()).toEqual([GIT_REPOSITORIES]);
  });

  it.each<[string, () => void]>([
    [
      'is suspended',
      () =>
        fake.put(
          GIT_REPOSITORIES,
          mergePatched(drift.source, { spec: { suspend: true } }),
        ),
    ],
    ['does not exist', () => fake.delete(GIT_REPOSITORIES, drift.source)],
    ...[{ kind: 'ExternalArtifact' }, { name: '../drift' }].map(
      (sourceRef): [string, () => void] => [
        `is named ${JSON.stringify(sourceRef)}`,
        () =>
          fake.put(
            KUSTOMIZATIONS,
            mergePatched(drift.object, { spec: { sourceRef } }),
          ),
      ],
    ),
  ])('passes over a source that %s', async (_, change) => {
    change();
    expect(await operate('sync')).toEqual({ phase: 'Running' });
    expect(patched()).toEqual([KUSTOMIZATIONS]);
  });

  it.each([
    ['is suspended; resume it first', { spec: { suspend: true } }],
    [
      'is being deleted',
      { metadata: { deletionTimestamp: '2026-11-21T00:00:00Z' } },
    ],
  ])('asks nothing of a Kustomization that %s', async (words, change) => {
    fake.put(KUSTOMIZATIONS, mergePatched(drift.object, change));
    await expect(operate('sync')).rejects.toThrow(
      `Kustomization flux-system/drift ${words}`,
    );
    expect(patched()).toEqual([]);
  });

  it('is given up with its signal', async () => {
    const given = new AbortController();
    const answer = operate('sync', createInstance(), given.signal);
    await eventually(() => expect(patched()).toHaveLength(1));
    given.abort(new Error('shutting down'));
    await expect(answer).rejects.toThrow();
    expect(patched()).toEqual([GIT_REPOSITORIES]);
  });
});

describe('suspend and resume', () => {
  it('are Succeeded at once, with a note of who suspended it', async () => {
    expect(await operate('suspend')).toEqual({ phase: 'Succeeded' });
    expect(fake.patches[0].body).toEqual({
      metadata: {
        annotations: { ...upstream, 'weave.works/suspended-by': PERSON },
      },
      spec: { suspend: true },
    });
    const suspended = await observeFirst(createInstance(), stop.signal);
    expect(suspended.paused).toMatchObject({ by: PERSON });

    expect(await operate('resume')).toEqual({ phase: 'Succeeded' });
    expect(fake.get(KUSTOMIZATIONS, 'drift')).toMatchObject({
      metadata: { annotations: upstream },
      spec: { suspend: false },
    });
    expect(await observeFirst(createInstance(), stop.signal)).toMatchObject({
      paused: null,
    });
    expect(JSON.stringify(fake.get(KUSTOMIZATIONS, 'drift'))).not.toContain(
      'suspended',
    );
  });

  it('leave what is so already as it is', async () => {
    const object = mergePatched(drift.object, {
      metadata: { annotations: { 'weave.works/suspended-by': 'sam' } },
      spec: { suspend: true },
    });
    fake.put(KUSTOMIZATIONS, object);
    expect(await operate('suspend')).toEqual({ phase: 'Succeeded' });
    expect(fake.get(KUSTOMIZATIONS, 'drift')).toEqual(object);
    fake.put(KUSTOMIZATIONS, drift.object);
    expect(await operate('resume')).toEqual({ phase: 'Succeeded' });
    expect(patched()).toEqual([]);
  });
});
