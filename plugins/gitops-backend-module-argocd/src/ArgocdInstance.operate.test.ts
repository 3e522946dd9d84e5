import { http, HttpResponse } from 'msw';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { OperationCall } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdCredentials } from './config';
import { ARGOCD_URL, FakeArgocd } from './__testUtils__/FakeArgocd';
import { argocdInstance } from './__testUtils__/observe';
import {
  changedBody,
  recordedAnswer,
  recordedApplication,
} from './__testUtils__/recordings';
import { projectApplication } from './project/projectApplication';

const fake = new FakeArgocd();
registerMswTestHooks(fake.server);

beforeEach(() => {
  fake.token = undefined;
  fake.logins = 0;
  fake.answer = recordedAnswer('sync-accepted');
  fake.getRequests.length = 0;
  fake.syncRequests.length = 0;
});

const checkout = projectApplication(
  recordedApplication('get-synced-healthy-manual'),
  { frontendUrl: ARGOCD_URL },
);

const call: OperationCall = {
  id: '5f0c7a52',
  type: 'sync',
  options: { prune: false },
  requestedBy: 'user:default/robin',
};

function operate(
  changes: Partial<OperationCall> = {},
  credentials?: ArgocdCredentials,
) {
  const { signal } = new AbortController();
  return argocdInstance({ credentials }).operate(
    checkout,
    { ...call, ...changes },
    { signal },
  );
}

describe('sync of an Argo CD application', () => {
  it('is asked for once, with its id and the person, to what is targeted', async () => {
    expect(await operate()).toEqual({ phase: 'Running' });
    expect(fake.syncRequests).toEqual([
      {
        path: '/api/v1/applications/checkout-production/sync',
        body: {
          appNamespace: 'argocd',
          project: 'default',
          prune: false,
          infos: [
            { name: 'backstage.io/gitops-request-id', value: '5f0c7a52' },
            {
              name: 'backstage.io/gitops-requested-by',
              value: 'user:default/robin',
            },
          ],
        },
      },
    ]);
  });

  it('deletes what is no longer in Git only when told to', async () => {
    await operate({ options: { prune: true } });
    expect(fake.syncRequests).toMatchObject([{ body: { prune: true } }]);
  });

  it.each([
    [
      'sync-refused-already-running',
      'refuses this (400): another operation is already in progress',
    ],
    [
      'sync-refused-window',
      'refuses this (403): cannot sync: blocked by sync window',
    ],
    [
      'get-nonexistent',
      'does not allow this to our account, or does not know the application (403): permission denied',
    ],
    [
      'get-bad-token',
      'does not accept our credentials (401): no session information',
    ],
  ])('says why it is refused as in %s', async (recording, words) => {
    fake.answer = recordedAnswer(recording);
    await expect(operate()).rejects.toThrow(`Argo CD main ${words}`);
    expect(fake.syncRequests).toHaveLength(1);
  });

  it.each([
    [
      403,
      'permission denied: applications, sync, default/checkout-production, sub: portal',
      'does not allow this to our account (403): permission denied: applications, sync,',
    ],
    [
      400,
      'application is deleting',
      'refuses this (400): application is deleting',
    ],
  ])('says why it is refused with %s "%s"', async (status, message, words) => {
    fake.answer = { status, body: { code: 7, message } };
    await expect(operate()).rejects.toThrow(`Argo CD main ${words}`);
  });

  it.each([
    [502, '<html>Bad gateway</html>', 'has trouble of its own (502)'],
    [503, { error: '' }, 'has trouble of its own (503)'],
    [504, { message: 'deadline exceeded' }, 'of its own (504): deadline'],
  ])(
    'may have been taken on where something in between answers %s',
    async (status, body, words) => {
      fake.answer = { status, body };
      const answer = await operate();
      expect(answer).toEqual({
        phase: 'Unknown',
        message: expect.stringContaining(words),
      });
      expect(answer).toMatchObject({
        message: expect.stringMatching(/whether it took the sync on is not/),
      });
      expect(fake.syncRequests).toHaveLength(1);
    },
  );

  it('is refused where Argo CD itself has trouble', async () => {
    fake.answer = { status: 500, body: { code: 2, message: 'no repo server' } };
    await expect(operate()).rejects.toThrow('own (500): no repo server');
  });

  it('says so when Argo CD cannot be reached', async () => {
    fake.server.use(http.post(`${ARGOCD_URL}/*`, () => HttpResponse.error()));
    await expect(operate()).rejects.toThrow('Argo CD main cannot be reached');
  });

  const account: ArgocdCredentials = {
    type: 'password',
    username: 'portal',
    password: 'secret',
  };

  it('is asked for again after a new login, once, where the session had ended', async () => {
    fake.token = 'none yet';
    const instance = argocdInstance({ credentials: account });
    const sync = () =>
      instance.operate(checkout, call, {
        signal: new AbortController().signal,
      });
    await sync();
    expect(fake.syncRequests).toHaveLength(1);
    fake.token = 'ended';
    expect(await sync()).toEqual({ phase: 'Running' });
    expect(fake.syncRequests).toHaveLength(3);
    expect(fake.logins).toBe(2);
  });

  it('is not asked for a third time when the new session is refused as well', async () => {
    fake.answer = recordedAnswer('get-bad-token');
    await expect(operate({}, account)).rejects.toThrow(
      'does not accept our credentials (401)',
    );
    expect(fake.syncRequests).toHaveLength(2);
  });
});

describe('refresh of an Argo CD application', () => {
  it('is done when Argo CD has compared it anew', async () => {
    fake.answer = recordedAnswer('get-outofsync-pending');
    expect(await operate({ type: 'refresh' })).toEqual({
      phase: 'Succeeded',
      message: undefined,
    });
    expect(
      fake.getRequests.map(({ pathname, search }) => pathname + search),
    ).toEqual([
      '/api/v1/applications/checkout-production?refresh=normal&appNamespace=argocd&project=default',
    ]);
    expect(fake.syncRequests).toEqual([]);
  });

  it('says so when it could not be compared', async () => {
    fake.answer = recordedAnswer('get-error-nopath');
    expect(await operate({ type: 'refresh' })).toMatchObject({
      phase: 'Succeeded',
      message: expect.stringMatching(
        /^It could not be compared: Failed to load target state/,
      ),
    });
  });

  it('is refused in words', async () => {
    fake.answer = recordedAnswer('get-nonexistent');
    await expect(operate({ type: 'refresh' })).rejects.toThrow(
      'Argo CD main does not allow this to our account, or does not know the application (403)',
    );
    fake.answer = {
      status: 200,
      body: changedBody('get-degraded', { metadata: {} }),
    };
    await expect(operate({ type: 'refresh' })).rejects.toThrow(
      'Argo CD main answered with no application',
    );
  });
});

it('does nothing that Argo CD does not know', async () => {
  await expect(operate({ type: 'suspend' })).rejects.toThrow(
    'Argo CD main cannot suspend an application',
  );
  expect(fake.syncRequests).toEqual([]);
});
