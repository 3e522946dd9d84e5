import { http, HttpResponse } from 'msw';
import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { ARGOCD_URL, FakeArgocd } from './__testUtils__/FakeArgocd';
import {
  application,
  observeArgocd,
  ObserveOptions,
} from './__testUtils__/observe';
import { recordedBody } from './__testUtils__/recordings';

const fake = new FakeArgocd();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.managedResources = { items: [] };
  fake.managedResourceRequests.length = 0;
});
afterEach(() => stop.abort());

const REVERT = 'cb63e71cb63e71cb63e71cb63e71cb63e71cb63e';

const observe = (options: ObserveOptions = {}) =>
  observeArgocd(stop.signal, options);

describe('drift of an Argo CD', () => {
  it('asks once for the drift of an application that is out of sync', async () => {
    const app = application('get-outofsync-drifted');
    fake.applications = [app];
    fake.managedResources = recordedBody('managed-resources-drifted');
    const { next } = observe();
    expect(await next()).toMatchObject({
      type: 'snapshot',
      applications: [{ drift: { total: 4 } }],
    });
    // The same comparison again, then a new one.
    fake.send('MODIFIED', app);
    expect(await next()).toMatchObject({
      application: { drift: { total: 4 } },
    });
    expect(fake.managedResourceRequests).toHaveLength(1);
    expect(fake.managedResourceRequests[0].searchParams.toString()).toBe(
      'appNamespace=argocd&project=default',
    );
    fake.managedResources = { items: null };
    // Argo CD has looked again, and found the same.
    const later = { ...app.status, reconciledAt: '2026-11-20T23:59:00Z' };
    fake.send('MODIFIED', { ...app, status: later });
    expect(await next()).toMatchObject({
      application: { drift: { total: 4 } },
    });
    expect(fake.managedResourceRequests).toHaveLength(1);
    const health = { status: 'Degraded' };
    fake.send('MODIFIED', { ...app, status: { ...later, health } });
    expect(await next()).toMatchObject({
      application: { drift: { fields: [], total: 0 } },
    });
    expect(fake.managedResourceRequests).toHaveLength(2);
  });

  it('takes a comparison from before the last sync for no evidence', async () => {
    // As of an application that was just deployed: the comparison was that
    // nothing is there, and the sync is told of before the next one.
    const app = application('get-outofsync-drifted', {
      'status > reconciledAt': '2026-11-20T23:53:07Z',
    });
    fake.applications = [app];
    fake.managedResources = recordedBody('managed-resources-drifted');
    const { next } = observe();
    expect(await next()).toMatchObject({ applications: [{ drift: null }] });
    expect(fake.managedResourceRequests).toHaveLength(0);
    // In agreement in the same second: what comes after that is newer.
    const sync = { ...app.status.sync, status: 'Synced' };
    fake.send('MODIFIED', { ...app, status: { ...app.status, sync } });
    expect(await next()).toMatchObject({
      application: { drift: { total: 0 } },
    });
    fake.send('MODIFIED', app);
    expect(await next()).toMatchObject({
      application: { drift: { total: 4 } },
    });
  });

  it('asks again from time to time where Argo CD finds the same', async () => {
    const app = application('get-outofsync-drifted');
    fake.applications = [app];
    fake.managedResources = recordedBody('managed-resources-drifted');
    const { next } = observe({ timing: { recheck: 0 } });
    await next();
    fake.managedResources = { items: null };
    fake.send('MODIFIED', app);
    expect(await next()).toMatchObject({
      application: { drift: { total: 0 } },
    });
  });

  it('knows of a comparison that only the process before had seen', async () => {
    // Argo CD does not tell when it compared with what it had fetched already.
    const app = application('get-outofsync-drifted', {
      'status > reconciledAt': '2026-11-20T23:53:07Z',
    });
    fake.managedResources = recordedBody('managed-resources-drifted');
    const sync = { ...app.status.sync, status: 'Synced' };
    const agreed = { ...app, status: { ...app.status, sync } };
    const first = async (it: typeof app, known?: ObservedApplication[]) => {
      fake.applications = [it];
      const told = await observe({ known }).next();
      return told?.type === 'snapshot' ? told.applications : [];
    };
    const known = await first(agreed);
    expect(await first(app, known)).toMatchObject([{ drift: { total: 4 } }]);
    const ofAnother = known.map(each => ({ ...each, syncs: [] }));
    expect(await first(app, ofAnother)).toMatchObject([{ drift: null }]);
  });

  it('finds no drift in a commit, nor in its revert', async () => {
    const app = application('get-outofsync-pending');
    fake.applications = [app];
    fake.managedResources = recordedBody('managed-resources-pending');
    const { next } = observe();
    const none = { fields: [], total: 0 };
    expect(await next()).toMatchObject({
      applications: [{ sync: { status: 'OutOfSync' }, drift: none }],
    });
    expect(fake.managedResourceRequests).toHaveLength(1);
    const sync = { ...app.status.sync, status: 'Synced', revision: REVERT };
    fake.send('MODIFIED', { ...app, status: { ...app.status, sync } });
    expect(await next()).toMatchObject({
      application: {
        sync: { status: 'Synced', desiredRevisions: [REVERT] },
        drift: none,
      },
    });
  });

  it('still knows what was removed when only the process before had seen it applied', async () => {
    const changes = {
      // A dry run since then hides what the last sync applied.
      'status > operationState > operation > sync > dryRun': true,
    };
    fake.applications = [application('get-outofsync-drifted')];
    fake.managedResources = recordedBody('managed-resources-drifted');
    const before = await observe().next();
    const known = before?.type === 'snapshot' ? before.applications : [];
    fake.applications = [application('get-outofsync-drifted', changes)];
    const changesOf = async (options: ObserveOptions) => {
      const told = await observe(options).next();
      const [found] = told?.type === 'snapshot' ? told.applications : [];
      return found.drift?.fields.map(({ change }) => change);
    };
    const edited = ['changed', 'changed', 'changed'];
    expect(await changesOf({ known })).toEqual(['resourceRemoved', ...edited]);
    expect(await changesOf({})).toEqual(edited);
    const another = known.map(each => ({ ...each, uid: 'another' }));
    expect(await changesOf({ known: another })).toEqual(edited);
  });

  it('leaves drift open when Argo CD does not tell', async () => {
    fake.server.use(
      http.get(
        `${ARGOCD_URL}/api/v1/applications/:name/managed-resources`,
        () => new HttpResponse(null, { status: 403 }),
      ),
    );
    fake.applications = [application('get-outofsync-drifted')];
    expect(await observe().next()).toMatchObject({
      applications: [{ drift: null }],
    });
  });

  it('logs once that drift cannot be checked, and once that it can again', async () => {
    let status = 403;
    fake.server.use(
      http.get(
        `${ARGOCD_URL}/api/v1/applications/:name/managed-resources`,
        () =>
          status === 200
            ? HttpResponse.json({ items: null })
            : new HttpResponse(null, { status }),
      ),
    );
    const app = application('get-outofsync-drifted');
    fake.applications = [app];
    const logger = mockServices.logger.mock();
    const { next } = observe({ logger, timing: { resync: 50 } });
    const nextDrift = async () => {
      for (;;) {
        const told = await next();
        if (told?.type === 'snapshot') return told.applications[0].drift;
      }
    };
    for (let n = 0; n < 3; n++) expect(await nextDrift()).toBeNull();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    status = 200;
    while (!(await nextDrift()));
    expect(logger.info.mock.calls).toEqual([['Drift is checked again']]);
  });
});
