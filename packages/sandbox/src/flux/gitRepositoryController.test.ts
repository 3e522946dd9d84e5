import { artifactOf, conditionOf, statusOf } from './__testUtils__/outline';
import { shop } from './__testUtils__/manifests';
import { FIRST, SECOND, SHOP } from './__testUtils__/shop';
import { createTestWorld, fluxRef, TestWorld } from './__testUtils__/world';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(async () => {
  await world.stop();
});

describe('a GitRepository', () => {
  const SOURCE = fluxRef('GitRepository', 'fleet');
  const reconcile = () =>
    world.flux.reconcile({ ...SHOP, name: 'fleet', kind: 'GitRepository' });

  it('goes from no artifact to its first in the steps of source-controller', async () => {
    const sha = await world.push(shop(FIRST));
    world.addSource();
    const states = world.record(SOURCE);
    await reconcile();
    const news = `building artifact: new upstream revision 'main@sha1:${sha}'`;
    const stored = `stored artifact for revision 'main@sha1:${sha}'`;
    const said = states.slice(1).map(state => ({
      conditions: statusOf(state).conditions.map(
        ({ type, status, reason, message }) => [type, status, reason, message],
      ),
      observed: statusOf(state).observedGeneration,
      hasArtifact: statusOf(state).artifact !== undefined,
    }));
    const ready = [
      ['Ready', 'True', 'Succeeded', stored],
      ['ArtifactInStorage', 'True', 'Succeeded', stored],
    ];
    expect(said).toEqual([
      {
        conditions: [
          ['Reconciling', 'True', 'Progressing', news],
          ['Ready', 'Unknown', 'Progressing', news],
        ],
        observed: -1,
        hasArtifact: false,
      },
      { conditions: ready, observed: -1, hasArtifact: false },
      { conditions: ready, observed: 1, hasArtifact: true },
    ]);
    expect(artifactOf(world.source())).toEqual({
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      lastUpdateTime: '2026-11-20T12:00:00Z',
      path: `gitrepository/flux-system/fleet/${sha}.tar.gz`,
      revision: `main@sha1:${sha}`,
      size: expect.any(Number),
      url: `http://source-controller.flux-system.svc.cluster.local./gitrepository/flux-system/fleet/${sha}.tar.gz`,
    });
  });

  it('keeps its artifact when a fetch fails', async () => {
    const sha = await world.push(shop(FIRST));
    world.addSource();
    await reconcile();
    world.addSource({ ref: { branch: 'gone' } });
    await reconcile();
    const source = world.source();
    expect(artifactOf(source).revision).toBe(`main@sha1:${sha}`);
    expect(statusOf(source).observedGeneration).toBe(1);
    expect(
      statusOf(source).conditions.map(({ type, status, reason }) => [
        type,
        status,
        reason,
      ]),
    ).toEqual([
      ['Reconciling', 'True', 'ProgressingWithRetry'],
      ['Ready', 'False', 'GitOperationFailed'],
      ['ArtifactInStorage', 'True', 'Succeeded'],
      ['FetchFailed', 'True', 'GitOperationFailed'],
    ]);
    const words = `failed to checkout and determine revision: unable to clone '${world.git.cloneUrl(
      'acme/fleet',
    )}': couldn't find remote ref "refs/heads/gone"`;
    expect(conditionOf(source, 'Ready')?.message).toBe(words);
    expect(conditionOf(source, 'FetchFailed')?.message).toBe(words);
  });

  it('gets well again', async () => {
    const sha = await world.push(shop(FIRST));
    world.addSource({ ref: { branch: 'gone' } });
    await reconcile();
    world.addSource();
    await reconcile();
    expect(statusOf(world.source()).conditions.map(({ type }) => type)).toEqual(
      ['Ready', 'ArtifactInStorage'],
    );
    expect(artifactOf(world.source()).revision).toBe(`main@sha1:${sha}`);
  });

  it('writes nothing when there is nothing new, or when it is suspended', async () => {
    await world.push(shop(FIRST));
    world.addSource();
    await reconcile();
    const states = world.record(SOURCE);
    await reconcile();
    expect(states).toEqual([]);
    world.addSource({ suspend: true });
    await world.push(shop(SECOND));
    await reconcile();
    expect(states).toHaveLength(1);
  });

  it('follows a commit', async () => {
    const sha = await world.push(shop(FIRST));
    await world.push(shop(SECOND));
    world.addSource({ ref: { commit: sha } });
    await reconcile();
    expect(artifactOf(world.source()).revision).toBe(`sha1:${sha}`);
  });
});
