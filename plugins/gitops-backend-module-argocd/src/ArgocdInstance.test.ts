import { http, HttpResponse } from 'msw';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { ArgocdCredentials } from './config';
import { ARGOCD_URL, FakeArgocd } from './__testUtils__/FakeArgocd';
import {
  application,
  observeArgocd,
  ObserveOptions,
} from './__testUtils__/observe';

const fake = new FakeArgocd();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.applications = [];
  fake.token = undefined;
  fake.logins = 0;
  fake.streams = 0;
  fake.managedResourceRequests.length = 0;
});
afterEach(() => stop.abort());

const observe = (options: ObserveOptions = {}) =>
  observeArgocd(stop.signal, options);

describe('ArgocdInstance', () => {
  it('passes on that Argo CD is alive, but not every sign of it', async () => {
    fake.applications = [application('get-degraded')];
    const { next, nextOfAny } = observe();
    await next();
    fake.write(':\n');
    expect(await nextOfAny()).toEqual({ type: 'alive' });
    fake.write(':\n');
    fake.send('ADDED', application('get-multi-source'));
    expect(await nextOfAny()).toMatchObject({ type: 'changed' });
  });

  it('passes over an application with a name that none can have', async () => {
    const odd = application('get-outofsync-drifted');
    odd.metadata.name = '..';
    const app = application('get-degraded');
    fake.applications = [odd, app];
    expect(await observe().next()).toMatchObject({
      applications: [{ name: app.metadata.name }],
    });
    expect(fake.managedResourceRequests).toEqual([]);
  });

  it('keeps applications of the same name apart', async () => {
    const app = application('get-degraded');
    const twin = structuredClone(app);
    twin.metadata.namespace = 'team-a';
    fake.applications = [app, twin];
    const { next } = observe();
    expect(await next()).toMatchObject({
      applications: [{ namespace: 'argocd' }, { namespace: 'team-a' }],
    });
    fake.send('DELETED', twin);
    expect(await next()).toMatchObject({
      type: 'removed',
      key: { namespace: 'team-a', name: app.metadata.name },
    });
  });

  it('asks for everything anew from time to time, which heals a lost event', async () => {
    fake.applications = [application('get-degraded')];
    const { next } = observe({ timing: { resync: 50 } });
    expect(await next()).toMatchObject({ applications: [{}] });
    fake.applications = [];
    expect(await next()).toEqual({ type: 'snapshot', applications: [] });
  });

  const account: ArgocdCredentials = {
    type: 'password',
    username: 'reader',
    password: 'secret',
  };

  it('logs in once for all requests, and again when the session has ended', async () => {
    fake.token = 'none yet';
    fake.applications = [application('get-degraded')];
    const { next } = observe({ credentials: account, timing: { resync: 50 } });
    await next();
    expect(fake.logins).toBe(1);
    fake.token = 'ended';
    while (fake.logins < 2) await next();
    expect(await next()).toMatchObject({ applications: [{}] });
    expect(fake.logins).toBe(2);
  });

  it('says so when login is refused', async () => {
    fake.server.use(
      http.post(`${ARGOCD_URL}/api/v1/session`, () =>
        HttpResponse.json(
          { message: 'Invalid username or password' },
          { status: 401 },
        ),
      ),
    );
    await expect(observe({ credentials: account }).next()).rejects.toThrow(
      'Argo CD main does not accept our credentials (401): Invalid username or password',
    );
  });

  it('says so when a token is refused', async () => {
    fake.token = 'another';
    const credentials: ArgocdCredentials = { type: 'token', token: 'old' };
    await expect(observe({ credentials }).next()).rejects.toThrow(
      'Argo CD main does not accept our credentials (401): no session information',
    );
    expect(fake.logins).toBe(0);
  });

  it('does not repeat a token that cannot be sent', async () => {
    const credentials: ArgocdCredentials = {
      type: 'token',
      token: 'canary\ncanary',
    };
    const failure = await observe({ credentials })
      .next()
      .catch(error => error);
    expect(failure.message).toContain('Argo CD main is not asked');
    expect(failure.message).not.toContain('canary');
  });

  it.each([
    [403, 'does not allow this to our account (403)'],
    [429, 'is asked too often (429)'],
    [503, 'has trouble of its own (503)'],
    [307, 'redirects elsewhere (307)'],
  ])('says what a status of %s means', async (status, words) => {
    fake.server.use(
      http.get(
        `${ARGOCD_URL}/api/v1/*`,
        () => new HttpResponse(null, { status }),
      ),
    );
    await expect(observe().next()).rejects.toThrow(`Argo CD main ${words}`);
  });

  it('says so when Argo CD cannot be reached', async () => {
    fake.server.use(
      http.get(`${ARGOCD_URL}/api/v1/*`, () => HttpResponse.error()),
    );
    await expect(observe().next()).rejects.toThrow(
      'Argo CD main cannot be reached',
    );
  });

  it.each([
    ['falls silent', () => {}, 'Argo CD main sent nothing for 0.05 s'],
    [
      'is closed early',
      () => fake.closeStreams(),
      'Argo CD main closed the stream of events',
    ],
    [
      'breaks off',
      () => fake.breakStreams(),
      'Argo CD main broke off its answer',
    ],
    [
      'carries an error',
      () => fake.write('data: {"error":{"message":"too slow"}}\n\n'),
      'Argo CD main ended the stream: too slow',
    ],
    [
      'carries something else',
      () => fake.write('data: <html>\n\n'),
      'Argo CD main sent an event that is no JSON',
    ],
    [
      'carries an event without end',
      () => fake.write(`data: ${'x'.repeat(9 * 1024 * 1024)}`),
      'Argo CD main sent an event of more than',
    ],
  ])('throws when the stream %s', async (_, befalls, words) => {
    fake.applications = [application('get-degraded')];
    const { next } = observe({ timing: { silence: 50 } });
    await next();
    befalls();
    await expect(next()).rejects.toThrow(words);
  });

  it('throws when a listed application never comes', async () => {
    fake.server.use(
      http.get(`${ARGOCD_URL}/api/v1/applications`, () =>
        HttpResponse.json({
          items: [{ metadata: { name: 'a', namespace: 'argocd' } }],
        }),
      ),
    );
    await expect(observe({ timing: { arrival: 20 } }).next()).rejects.toThrow(
      'Argo CD main did not send 1 applications',
    );
  });

  it('reads an application of 1.5 MB', async () => {
    const app = application('get-degraded');
    fake.applications = [
      Object.assign(app, { padding: 'x'.repeat(1_500_000) }),
    ];
    expect(await observe().next()).toMatchObject({
      applications: [{ name: app.metadata.name }],
    });
  });

  it('ends quietly when it is stopped', async () => {
    const { next } = observe();
    await next();
    stop.abort();
    expect(await next()).toBeUndefined();
  });
});
