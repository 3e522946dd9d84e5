import { KubeObject } from '../../cluster/types';
import { ownership, shapeOf } from '../__testUtils__/outline';
import { TestWorld } from '../__testUtils__/world';
import { recordOf, textIn } from '../../world/records';
import {
  applyAs,
  conditionOf,
  createHelmWorld,
  hasHandled,
  outline,
  recorded,
  recordedItems,
  releaseRef,
  request,
  statusOf,
} from './__testUtils__/releases';
import { HELM_CHART } from './resources';

const NAMESPACE = 'fx-helm';

let world: TestWorld;
beforeEach(async () => {
  world = await createHelmWorld();
});
afterEach(async () => {
  await world.stop();
});

function release(name: string): KubeObject {
  const found = world.cluster.get(releaseRef(name));
  if (!found) {
    throw new Error(`There is no HelmRelease ${name}`);
  }
  return found;
}

const settled = (generation: number) => (object: KubeObject) =>
  statusOf(object).observedGeneration === generation;

function deploymentRef(name: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: NAMESPACE,
    name,
  };
}

/** As `kubectl edit` does. */
function scaleByHand(name: string, replicas: number) {
  world.cluster.edit(
    deploymentRef(name),
    object => {
      object.spec = { ...recordOf(object.spec), replicas };
    },
    { manager: 'kubectl-edit' },
  );
}

function deleteConfigMap(name: string) {
  world.cluster.delete(
    { apiVersion: 'v1', kind: 'ConfigMap', namespace: NAMESPACE, name },
    { manager: 'kubectl' },
  );
}

/** Reconciles once because somebody asked; resolves with every state on the way. */
async function reconcileRequested(name: string, token: string) {
  const states = world.record(releaseRef(name));
  request(world, name, token);
  await world.until(releaseRef(name), hasHandled(token));
  return states;
}

async function install(recording: KubeObject): Promise<string> {
  const { name } = recording.metadata;
  world.flux.start();
  applyAs(world, recording);
  await world.until(releaseRef(name), settled(1));
  return name;
}

describe('a HelmRelease, held against recordings', () => {
  it('is installed, fails to upgrade, is rolled back, stalls and is fixed in the same steps', async () => {
    const theirs = recorded(
      'helmrelease-upgrade-rejected-rolled-back-then-fixed.jsonl',
    );
    const specOf = (generation: number) =>
      theirs.filter(({ metadata }) => metadata.generation === generation)[0];
    const states = world.record(releaseRef('rollback-ok'));
    world.flux.start();
    for (const generation of [1, 2, 3]) {
      applyAs(world, specOf(generation));
      if (generation === 2) {
        // After the first rollback it tries once more.
        await world.timers.ring(10_000);
      }
      await world.until(releaseRef('rollback-ok'), settled(generation));
    }

    expect(outline(states)).toEqual(outline(theirs));
    expect(shapeOf(states.at(-1)?.status)).toEqual(
      shapeOf(theirs.at(-1)?.status),
    );
  });

  it('makes objects that look the same, owners of fields included', async () => {
    const [theirs] = recorded('installed-deployment.json');
    await install({
      ...recorded('upgrade-failed.json')[0],
      metadata: { namespace: NAMESPACE, name: 'storefront' },
      spec: {
        ...recordOf(recorded('installed-chart-ref.json')[0].spec),
        chartRef: undefined,
        chart: recordOf(recorded('drift-warn-3-object-deleted.json')[0].spec)
          .chart,
        values: { message: 'first', replicas: 2 },
      },
    });
    const ours = world.cluster.get(deploymentRef('storefront'));

    expect(ours?.metadata.labels).toEqual(theirs.metadata.labels);
    expect(ours?.metadata.annotations).toEqual(theirs.metadata.annotations);
    expect(ours && ownership(ours, 'helm-controller')).toEqual(
      ownership(theirs, 'helm-controller'),
    );
  });

  it('stands as recorded without an artifact of its chart', async () => {
    const [theirs] = recorded('chart-without-artifact.json');
    applyAs(world, theirs);
    const states = world.record(releaseRef('no-chart'));
    await world.flux.reconcile({
      namespace: NAMESPACE,
      name: 'no-chart',
      kind: 'HelmRelease',
    });
    const waiting = states.find(
      object => conditionOf(object, 'Ready')?.reason === 'SourceNotReady',
    );
    expect(waiting && outline([waiting])).toEqual(outline([theirs]));
  });

  it('is installed from a HelmChart that it refers to', async () => {
    const [theirs] = recorded('installed-chart-ref.json');
    world.cluster.apply(
      {
        ...HELM_CHART,
        metadata: { namespace: NAMESPACE, name: 'shared-storefront' },
        spec: {
          chart: 'storefront',
          version: '1.0.0',
          interval: '10m',
          sourceRef: { kind: 'HelmRepository', name: 'acme-charts' },
        },
      },
      { manager: 'kubectl' },
    );
    const name = await install(theirs);

    expect(outline([release(name)])).toEqual(outline([theirs]));
    expect(shapeOf(release(name).status)).toEqual(shapeOf(theirs.status));

    await reconcileRequested(name, 'before');
    expect(outline(await reconcileRequested(name, 'now'))).toEqual(
      outline(recorded('helmrelease-reconcile-requested.jsonl')),
    );
  });

  it('stalls after a failed upgrade, and a request changes nothing', async () => {
    const [theirs] = recorded('upgrade-failed.json');
    const { values: _, ...spec } = recordOf(theirs.spec);
    const name = await install({
      ...theirs,
      spec: {
        ...spec,
        chart: recordOf(recorded('drift-warn-3-object-deleted.json')[0].spec)
          .chart,
      },
    });
    applyAs(world, theirs);
    await world.timers.ring(8_000);
    await world.until(releaseRef(name), settled(2));
    expect(outline([release(name)])).toEqual(outline([theirs]));

    await reconcileRequested(name, 'again');
    expect(outline([release(name)])).toEqual(
      outline(recorded('stalled-requested-at-handled.json')),
    );
  });

  it('tells of drift in mode warn, also while it is suspended', async () => {
    const [theirs] = recorded('drift-warn-3-object-deleted.json');
    const name = await install(theirs);
    expect(conditionOf(release(name), 'Drifted')?.reason).toBe(
      'NoDriftDetected',
    );
    scaleByHand(name, 4);
    deleteConfigMap(name);
    await reconcileRequested(name, 'look');
    // In the recording somebody had changed the image as well.
    const alike = (objects: KubeObject[]) =>
      JSON.parse(
        JSON.stringify(outline(objects)).replace(/\d changes/g, 'changes'),
      );
    expect(alike([release(name)])).toEqual(alike([theirs]));

    const [suspended] = recorded(
      'suspended-reconcile-requested-while-drifted.json',
    );
    applyAs(world, suspended);
    await reconcileRequested(name, 'look again');
    expect(alike([release(name)])).toEqual(alike([suspended]));
    expect(world.cluster.get(deploymentRef(name))?.spec).toMatchObject({
      replicas: 4,
    });
  });

  it('corrects drift in mode enabled in the same steps, and says so', async () => {
    const theirs = recorded('helmrelease-drift-corrected.jsonl');
    const name = await install(theirs[0]);
    request(world, name, 'before');
    await world.until(releaseRef(name), hasHandled('before'));
    scaleByHand(name, 3);
    deleteConfigMap(name);
    const states = await reconcileRequested(name, 'now');
    await world.until(
      releaseRef(name),
      object => conditionOf(object, 'Drifted')?.status === 'False',
    );

    const said = (objects: KubeObject[]) =>
      outline(objects).map(({ conditions, fields }) => ({
        conditions,
        isHandled: fields.lastHandledReconcileAt,
      }));
    expect(said(states)).toEqual(said(theirs));
    expect(world.cluster.get(deploymentRef(name))?.spec).toMatchObject({
      replicas: 1,
    });

    const announced = (items: unknown[]) =>
      items
        .filter(
          item => textIn(item, 'involvedObject', 'kind') === 'HelmRelease',
        )
        .map(item => [
          textIn(item, 'type'),
          textIn(item, 'reason'),
          textIn(item, 'source', 'component'),
          recordOf(recordOf(recordOf(item).metadata).annotations),
        ])
        .sort();
    expect(
      announced(world.cluster.list({ apiVersion: 'v1', kind: 'Event' })),
    ).toEqual(announced(recordedItems('drift-events.json')));
  });

  it('is uninstalled in the same steps', async () => {
    const theirs = recorded('helmrelease-uninstall-succeeded.jsonl');
    const name = await install(theirs[0]);
    const states = world.record(releaseRef(name));
    const gone = new Promise<void>(resolve => {
      world.cluster.subscribe(({ type, object }) => {
        if (type === 'DELETED' && object.kind === HELM_CHART.kind) {
          resolve();
        }
      });
    });
    world.cluster.delete(releaseRef(name), { manager: 'kubectl' });
    await gone;

    const said = (objects: KubeObject[]) =>
      outline(objects).map(({ conditions }) => conditions);
    expect(said(states)).toEqual(said(theirs));
    expect(world.cluster.get(releaseRef(name))).toBeUndefined();
    expect(world.cluster.get(deploymentRef(name))).toBeUndefined();
    expect(world.cluster.list(HELM_CHART, NAMESPACE)).toEqual([]);
  });
});
