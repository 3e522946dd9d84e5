import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import { mergePatched } from './__testUtils__/mergePatched';
import {
  createEngine,
  createInstance,
  drift,
  follow,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  serveDrift,
} from './__testUtils__/observe';
import { recording } from './__testUtils__/recordings';

const RELEASES = 'helm.toolkit.fluxcd.io/v2/helmreleases';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
});
afterEach(() => stop.abort());

const namesOf = (snapshot: unknown): string[] =>
  Object(snapshot).applications.map(({ name }: { name: string }) => name);

const sourceMovedOn = (n: number) =>
  mergePatched(drift.source, {
    status: { artifact: { revision: `main@sha1:${`${n}`.repeat(40)}` } },
  });

describe('a cluster at fault', () => {
  it('that has forgotten where a watch was is listed again, and nothing is lost', async () => {
    serveDrift(fake);
    const { next } = follow(createInstance(), stop.signal);
    expect(namesOf(await next())).toEqual(['drift']);
    fake.expire(KUSTOMIZATIONS);
    fake.put(KUSTOMIZATIONS, mergePatched(drift.object, named('other')));
    expect(namesOf(await next())).toEqual(['drift', 'other']);
  });

  it('that has no Kustomizations, only HelmReleases, is observed all the same', async () => {
    const { object } = recording('helm/installed');
    fake.serve(RELEASES, 'HelmRelease', [object]);
    const { next } = follow(createInstance(), stop.signal);
    expect(await next()).toMatchObject({
      applications: [{ kind: 'HelmRelease' }],
    });
  });

  it('that is dead says so, and leaves the others as they are', async () => {
    serveDrift(fake);
    fake.clusters = [{ name: 'dead' }, { name: 'edge' }];
    fake.dead.add('dead');
    const [dead, edge] = await createEngine().instances();
    await expect(follow(dead, stop.signal).next()).rejects.toThrow(
      'Cluster dead cannot be reached',
    );
    expect(namesOf(await follow(edge, stop.signal).next())).toEqual(['drift']);
    fake.dead.clear();
    expect(namesOf(await follow(dead, stop.signal).next())).toEqual(['drift']);
  });

  it('that has the same names as another is told apart from it', async () => {
    serveDrift(fake);
    fake.clusters = [{ name: 'edge' }, { name: 'staging' }];
    const instances = await createEngine().instances();
    const told = await Promise.all(
      instances.map(async instance => {
        const snapshot = await follow(instance, stop.signal).next();
        return [instance.name, Object(snapshot).applications[0].destination];
      }),
    );
    expect(told).toEqual([
      ['edge', expect.objectContaining({ cluster: 'edge' })],
      ['staging', expect.objectContaining({ cluster: 'staging' })],
    ]);
  });

  it('on which a state flaps is told as it is then, and nothing twice', async () => {
    serveDrift(fake);
    const { next } = follow(createInstance(), stop.signal);
    await next();
    for (let n = 0; n < 100; n++) {
      fake.put(GIT_REPOSITORIES, sourceMovedOn(n % 2));
    }
    fake.put(GIT_REPOSITORIES, sourceMovedOn(7));
    // Some in between may be missed, the last one never.
    const told: string[] = [];
    while (told.at(-1)?.startsWith('7') !== true) {
      const { application } = Object(await next());
      told.push(application.sync.desiredRevisions[0]);
    }
    expect(told.filter((each, i) => each === told[i - 1])).toEqual([]);
    // The same once more is no news.
    fake.put(GIT_REPOSITORIES, sourceMovedOn(7));
    fake.put(GIT_REPOSITORIES, drift.source);
    expect(await next()).toMatchObject({
      application: { sync: { status: 'Synced' } },
    });
  });
});

function named(name: string) {
  return { metadata: { name, uid: name } };
}
