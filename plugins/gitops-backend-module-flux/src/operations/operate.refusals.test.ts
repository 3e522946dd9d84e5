import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  ObservedApplication,
  OperationCall,
} from '@backstage-gitops/plugin-gitops-node';
import { http, HttpResponse } from 'msw';
import {
  FakeKubernetesBackend,
  KUBERNETES_URL,
} from '../__testUtils__/FakeKubernetesBackend';
import { mergePatched } from '../__testUtils__/mergePatched';
import {
  createInstance,
  drift,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  observeFirst,
  serveDrift,
} from '../__testUtils__/observe';
import { callOf } from '../__testUtils__/operate';
import { recording } from '../__testUtils__/recordings';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
let application: ObservedApplication;
beforeEach(async () => {
  stop = new AbortController();
  fake.reset();
  serveDrift(fake);
  application = await observeFirst(createInstance(), stop.signal);
});
afterEach(() => stop.abort());

function operate(type: OperationCall['type']) {
  return createInstance().operate(application, callOf(type), {
    signal: stop.signal,
  });
}

const patched = () => fake.patches.map(({ collection }) => collection);

describe('a refusal', () => {
  const answerTo = (name: string) => {
    const { response } = Object(recording(`kubernetes/${name}`));
    return { status: response.status, body: response.body };
  };
  const between = {
    error: { name: 'NotAllowedError', message: 'Unauthorized' },
  };

  it.each([
    [
      answerTo('error-403-service-account-patch'),
      'Cluster edge does not allow this: the account that the portal has there lacks the right to patch kustomizations.kustomize.toolkit.fluxcd.io in namespace flux-system',
    ],
    [
      answerTo('error-404-missing-object'),
      'Cluster edge does not have Kustomization flux-system/drift',
    ],
    [
      answerTo('error-409-stale-resource-version-merge-patch'),
      'Kustomization flux-system/drift was being changed at the same moment; try again',
    ],
    [
      { status: 403, body: { message: 'admission webhook "x" denied it' } },
      'Cluster edge does not allow this (403): admission webhook "x" denied it',
    ],
    [
      { status: 403, body: between },
      "Cluster edge could not be asked: Backstage's Kubernetes backend answered with status 403: Unauthorized",
    ],
  ])('of the Kustomization says what to do (%#)', async (refusal, words) => {
    fake.patchRefusals.set(KUSTOMIZATIONS, refusal);
    await expect(operate('suspend')).rejects.toThrow(words);
    expect(patched()).toEqual([KUSTOMIZATIONS]);
  });

  it.each([
    [
      500,
      { error: { name: 'ForwardedError', message: 'socket hang up' } },
      "could not be asked: Backstage's Kubernetes backend answered with status 500: socket hang up",
    ],
    [
      504,
      { kind: 'Status', message: 'Timeout: request did not complete' },
      'answered with status 504: Timeout: request did not complete',
    ],
    [502, '<html>', 'answered with status 502: "<html>"'],
  ])('is none where nobody knows: %s %j', async (status, body, words) => {
    fake.patchRefusals.set(KUSTOMIZATIONS, { status, body });
    expect(await operate('suspend')).toEqual({
      phase: 'Unknown',
      message: `Cluster edge ${words}; it may have been done all the same`,
    });
    expect(patched()).toEqual([KUSTOMIZATIONS]);
  });

  it('of the source ends the sync', async () => {
    fake.patchRefusals.set(GIT_REPOSITORIES, {
      status: 403,
      body: { message: 'User "x" cannot patch resource "gitrepositories"' },
    });
    await expect(operate('sync')).rejects.toThrow(
      'lacks the right to patch gitrepositories.source.toolkit.fluxcd.io in namespace flux-system',
    );
    expect(patched()).toEqual([GIT_REPOSITORIES]);
  });

  it('is told of one that is gone, or another one by now', async () => {
    fake.put(
      KUSTOMIZATIONS,
      mergePatched(drift.object, { metadata: { uid: 'another' } }),
    );
    await expect(operate('suspend')).rejects.toThrow(
      'Kustomization flux-system/drift was created anew since it was last observed; try again',
    );
    fake.delete(KUSTOMIZATIONS, drift.object);
    await expect(operate('suspend')).rejects.toThrow(
      'Cluster edge does not have Kustomization flux-system/drift',
    );
    expect(patched()).toEqual([]);
  });

  it('is told of a cluster that cannot be reached, without a second attempt', async () => {
    let attempts = 0;
    fake.server.use(
      http.patch(`${KUBERNETES_URL}/proxy/*`, () => {
        attempts += 1;
        return HttpResponse.error();
      }),
    );
    await expect(operate('suspend')).rejects.toThrow(
      'Cluster edge cannot be reached',
    );
    expect(attempts).toBe(1);
  });

  it('is told of what Flux has no word for', async () => {
    await expect(operate('refresh')).rejects.toThrow('Flux has no refresh');
  });
});
