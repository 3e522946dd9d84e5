import { TestWorld } from '../__testUtils__/world';
import {
  applyAs,
  conditionOf,
  createHelmWorld,
  recorded,
  releaseRef,
} from './__testUtils__/releases';
import { HELM_CHART, HELM_REPOSITORY } from './resources';

const NAMESPACE = 'fx-helm';

let world: TestWorld;
beforeEach(async () => {
  world = await createHelmWorld();
});
afterEach(async () => {
  await world.stop();
});

it('waits for a version that the repository does not offer, and goes on with one that it does', async () => {
  const [release] = recorded('chart-without-artifact.json');
  const withVersion = (version: string) => ({
    ...release,
    spec: {
      interval: '1h',
      chart: {
        spec: {
          chart: 'storefront',
          version,
          sourceRef: { kind: 'HelmRepository', name: 'acme-charts' },
        },
      },
    },
  });
  const ref = releaseRef('no-chart');
  world.flux.start();
  applyAs(world, withVersion('9.9.9'));
  const chart = await world.until(
    { ...HELM_CHART, namespace: NAMESPACE, name: 'fx-helm-no-chart' },
    object => conditionOf(object, 'Stalled') !== undefined,
  );
  expect(conditionOf(chart, 'Ready')).toMatchObject({
    status: 'False',
    reason: 'InvalidChartReference',
    message: expect.stringContaining(
      "no 'storefront' chart with version matching '9.9.9' found",
    ),
  });
  await world.timers.ring(30_000);
  await world.until(ref, object =>
    Boolean(conditionOf(object, 'Ready')?.message.includes("'9.9.9'")),
  );

  applyAs(world, withVersion('1.0.0'));
  const installed = await world.until(
    ref,
    object => conditionOf(object, 'Ready')?.status === 'True',
  );
  expect(conditionOf(installed, 'Ready')?.reason).toBe('InstallSucceeded');
});

it('says of a repository without charts that it has no index', async () => {
  const metadata = { namespace: NAMESPACE, name: 'elsewhere' };
  world.cluster.apply(
    {
      ...HELM_REPOSITORY,
      metadata,
      spec: { interval: '10m', url: 'https://elsewhere.example.com' },
    },
    { manager: 'kubectl' },
  );
  await world.flux.reconcile({ ...metadata, kind: 'HelmRepository' });
  const found = world.cluster.get({ ...HELM_REPOSITORY, ...metadata });
  expect(found && conditionOf(found, 'Ready')).toMatchObject({
    status: 'False',
    message: expect.stringContaining('elsewhere.example.com/index.yaml'),
  });
});
