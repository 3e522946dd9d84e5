import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeArgocd } from './__testUtils__/FakeArgocd';
import {
  application,
  observeArgocd,
  ObserveOptions,
} from './__testUtils__/observe';
import { recordedApplication } from './__testUtils__/recordings';
import { projectApplication } from './project/projectApplication';

const fake = new FakeArgocd();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.applications = [];
  fake.readable = undefined;
  fake.rightsRequests.length = 0;
});
afterEach(() => stop.abort());

const observe = (options: ObserveOptions = {}) =>
  observeArgocd(stop.signal, options);

const FILE = 'get-degraded';
const before = projectApplication(recordedApplication(FILE), {});
const object = `${before.project}/${before.name}`;
const WORDS = `Argo CD main lists no application of project ${before.project} any more, and does not allow our account to get ${before.name}`;

describe('an account that has lost its rights, which Argo CD tells as an empty list', () => {
  it('makes nothing vanish that is observed', async () => {
    fake.applications = [application(FILE)];
    const { next } = observe({ timing: { resync: 50 } });
    expect(await next()).toMatchObject({ applications: [{}] });
    fake.readable = [];
    fake.applications = [];
    await expect(next()).rejects.toThrow(WORDS);
  });

  it('makes nothing vanish that was observed by the process before', async () => {
    fake.readable = [];
    await expect(observe({ known: [before] }).next()).rejects.toThrow(WORDS);
    fake.applications = [application(FILE)];
    expect(await observe({ known: [before] }).next()).toMatchObject({
      applications: [{ name: before.name }],
    });
  });

  it.each([object, `${before.project}/${before.namespace}/${before.name}`])(
    'is not one that may get %s, which is gone then',
    async readable => {
      fake.readable = [readable];
      expect(await observe({ known: [before] }).next()).toEqual({
        type: 'snapshot',
        applications: [],
      });
    },
  );

  it('makes nothing of one project vanish while others are listed', async () => {
    const other = application('get-multi-source', { 'spec > project': 'team' });
    fake.applications = [application(FILE), other];
    const { next } = observe({ timing: { resync: 50 } });
    expect(await next()).toMatchObject({ applications: [{}, {}] });
    fake.readable = [`team/${other.metadata.name}`];
    fake.applications = [other];
    await expect(next()).rejects.toThrow(WORDS);
  });

  it('is believed in the end', async () => {
    const other = application('get-multi-source', { 'spec > project': 'team' });
    fake.applications = [other];
    fake.readable = [`team/${other.metadata.name}`];
    const { next } = observe({ known: [before], timing: { rights: 0 } });
    expect(await next()).toMatchObject({
      applications: [{ name: other.metadata.name }],
    });
  });

  it('is asked about one of each project that is gone, and of few', async () => {
    const other = application('get-multi-source', { 'spec > project': 'team' });
    fake.applications = [other];
    const known = Array.from({ length: 40 }, (_, n) => ({
      ...before,
      uid: `uid-${n}`,
      name: `gone-${n}`,
      project: `project-${n % 20}`,
    }));
    const kept = { ...before, uid: 'uid-kept', project: 'team' };
    expect(await observe({ known: [...known, kept] }).next()).toMatchObject({
      applications: [{ name: other.metadata.name }],
    });
    const projects = fake.rightsRequests.map(each => each.split('/')[0]);
    expect(new Set(projects).size).toBe(10);
    // Before the stream and after it began, by two names each.
    expect(projects).toHaveLength(2 * 2 * 10);
  });

  it('is not asked about where others of the project are listed', async () => {
    const { namespace, name } = application(FILE).metadata;
    fake.applications = [application(FILE)];
    const gone = { ...before, uid: 'uid-gone', name: 'gone' };
    expect(await observe({ known: [before, gone] }).next()).toMatchObject({
      applications: [{ namespace, name }],
    });
    expect(fake.rightsRequests).toEqual([]);
  });

  it('is not asked about where nothing was known', async () => {
    fake.readable = [];
    expect(await observe().next()).toMatchObject({ applications: [] });
  });
});
