import { z } from 'zod/v4';
import { KubeObject } from '../cluster/types';
import { kustomization } from './resources';
import { deployment, manifests, shop } from './__testUtils__/manifests';
import {
  outline,
  ownership,
  recorded,
  recordedItems,
  recordedWatch,
  shapeOf,
} from './__testUtils__/outline';
import { FIRST, SECOND, SHOP, SHOP_REF } from './__testUtils__/shop';
import { createTestWorld, TestWorld } from './__testUtils__/world';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(async () => {
  await world.stop();
});

async function applyShop(spec: Record<string, unknown> = { wait: true }) {
  await world.push(shop(FIRST));
  world.addSource();
  world.addKustomization('shop', spec);
  await world.flux.reconcile(SHOP);
}

/** How the Kustomization stands, and how the recorded one did. */
function outlines(file: string) {
  const [ours] = outline([world.kustomization('shop')]);
  const [theirs] = outline([recorded(file)]);
  return { ours, theirs };
}

describe('a Kustomization, held against recordings', () => {
  it('goes through its first reconciliation in the same steps', async () => {
    await world.push(shop(FIRST));
    world.addSource();
    world.addKustomization('shop', { wait: true });
    const states = world.record(SHOP_REF);
    await world.flux.reconcile(SHOP);
    // The recording begins after the finalizer was set.
    expect(outline(states.slice(1))).toEqual(
      outline(recordedWatch('kustomization-first-reconcile.jsonl')),
    );
  });

  it('looks the same afterwards, owners of fields included', async () => {
    await applyShop();
    const ours = world.kustomization('shop');
    const theirs = recorded('ready-first-revision.json');
    // Defaults of the API server; not Flux's doing.
    expect(shapeOf(ours.status)).toEqual(shapeOf(theirs.status));
    expect(ownership(ours)).toEqual(ownership(theirs));
    expect(ours.metadata.finalizers).toEqual(theirs.metadata.finalizers);
  });

  it('takes a new revision in the same steps', async () => {
    await applyShop();
    await world.push(shop(SECOND));
    const states = world.record(SHOP_REF);
    await world.flux.reconcile(SHOP);
    expect(outline(states)).toEqual(
      outline(recordedWatch('kustomization-new-revision.jsonl')),
    );
  });

  it.each([
    [
      'source-not-found.json',
      { sourceRef: { kind: 'GitRepository', name: 'not-there' } },
    ],
    ['build-failed-wrong-path.json', { path: './clusters/does-not-exist' }],
    ['created-suspended.json', { suspend: true }],
  ])('stands as in %s', async (file, spec) => {
    await world.push(shop(FIRST));
    world.addSource();
    world.addKustomization('shop', spec);
    await world.flux.reconcile(SHOP);
    const { ours, theirs } = outlines(file);
    expect(ours).toEqual(theirs);
  });

  it('stands as recorded while its source has no artifact', async () => {
    world.addSource();
    world.addKustomization('shop');
    await world.flux.reconcile(SHOP);
    const { ours, theirs } = outlines('source-without-artifact.json');
    expect(ours).toEqual(theirs);
  });

  it('stands as recorded while a dependency is not ready', async () => {
    await world.push(shop(FIRST));
    world.addSource();
    world.addKustomization('wrong-path');
    world.addKustomization('shop', { dependsOn: [{ name: 'wrong-path' }] });
    await world.flux.reconcile({ ...SHOP, name: 'wrong-path' });
    await world.flux.reconcile(SHOP);
    const { ours, theirs } = outlines('dependency-not-ready.json');
    expect(ours).toEqual(theirs);
  });

  it('stands as recorded when a file is not YAML', async () => {
    await world.push({
      'apps/shop/kustomization.yaml': 'resources:\n  - c.yaml\n',
      'apps/shop/c.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: [c\nx: y\n',
    });
    world.addSource();
    world.addKustomization('shop');
    await world.flux.reconcile(SHOP);
    // The parser's own words differ from release to release.
    const brief = (states: ReturnType<typeof outline>) =>
      states.map(state => ({
        ...state,
        conditions: state.conditions.map(words =>
          words.replace(
            /(kustomize build failed: accumulating resources).*/,
            '$1',
          ),
        ),
      }));
    expect(brief(outline([world.kustomization('shop')]))).toEqual(
      brief(outline([recorded('build-failed-bad-yaml.json')])),
    );
  });

  it('stands as recorded when a good revision is followed by one that cannot be applied', async () => {
    await applyShop();
    await world.push(shop({ ...SECOND, replicas: 'three' }));
    await world.flux.reconcile(SHOP);
    const brief = (object: KubeObject) => {
      const { status } = kustomization.parse(object);
      return {
        conditions: status.conditions.map(
          ({ type, status: holds, reason, message }) => [
            type,
            holds,
            reason,
            message.replace(/[0-9a-f]{40}|passed in .*/, '…'),
          ],
        ),
        outcomes: status.history
          ?.slice(0, 2)
          .map(entry => entry.lastReconciledStatus),
        movedOn: status.lastAppliedRevision !== status.lastAttemptedRevision,
        objects: status.inventory?.entries.length !== 0,
      };
    };
    expect(brief(world.kustomization('shop'))).toEqual(
      brief(recorded('apply-failed-after-good-revision.json')),
    );
  });

  it('acknowledges a request while suspended, in the same fields', async () => {
    await applyShop();
    const suspended = world.addKustomization('shop', {
      wait: true,
      suspend: true,
    });
    world.cluster.edit(
      SHOP_REF,
      ({ metadata }) => {
        metadata.annotations = { 'reconcile.fluxcd.io/requestedAt': 'now' };
      },
      { manager: 'flux' },
    );
    await world.flux.reconcile(SHOP);
    const ours = world.kustomization('shop');
    const theirs = recorded('suspended-reconcile-requested.json');
    expect(shapeOf(ours.status)).toEqual(shapeOf(theirs.status));
    expect(kustomization.parse(ours).status).toMatchObject({
      lastHandledReconcileAt: 'now',
      observedGeneration: suspended.metadata.generation,
      conditions: [
        { type: 'Ready', observedGeneration: 1 },
        { type: 'Healthy' },
      ],
    });
  });

  it('fails its health check as recorded', async () => {
    await world.push({
      'apps/shop/web.yaml': manifests(
        deployment('fx-shop', 'web', { tag: 'does-not-exist' }),
      ),
    });
    world.addSource();
    world.addKustomization('shop', { wait: true });
    await world.flux.reconcile(SHOP);
    const brief = (object: KubeObject) =>
      outline([object]).map(({ conditions, history, fields }) => ({
        conditions: conditions.map(words =>
          words.replace(/Deployment\/\S+/, '…').replace(/timeout of .*/, '…'),
        ),
        history,
        fields,
      }));
    expect(brief(world.kustomization('shop'))).toEqual(
      brief(recorded('health-check-failed-progress-deadline.json')),
    );
  });
});

describe('what Flux applied, held against recordings', () => {
  const deploymentSpec = z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({ image: z.string(), env: z.array(z.unknown()) }),
        ),
      }),
    }),
  });
  const web = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'fx-drift',
    name: 'web',
  };
  const FLUX = 'kustomize-controller';

  it('has the same owners before and after a hand edit, and after its correction', async () => {
    await world.push({
      'apps/drift/web.yaml': manifests(deployment('fx-drift', 'web')),
    });
    world.addSource();
    world.addKustomization('drift');
    await world.flux.reconcile({ ...SHOP, name: 'drift' });
    const live = () => world.cluster.list(web, web.namespace)[0];
    expect(ownership(live(), FLUX)).toEqual(
      ownership(recorded('drift-01-before-web.json'), FLUX),
    );

    world.cluster.edit(
      web,
      object => {
        const spec = deploymentSpec.parse(object.spec);
        const [container] = spec.template.spec.containers;
        container.image = 'ghcr.io/stefanprodan/podinfo:6.9.9';
        container.env.push({ name: 'DEBUG', value: '1' });
        object.spec = spec;
        object.metadata.annotations = {
          ...object.metadata.annotations,
          note: 'edited by hand',
        };
      },
      { manager: 'kubectl-edit' },
    );
    expect(ownership(live(), FLUX, 'kubectl-edit')).toEqual(
      ownership(
        recorded('drift-03-after-kubectl-edit-web.json'),
        FLUX,
        'kubectl-edit',
      ),
    );

    await world.flux.reconcile({ ...SHOP, name: 'drift' });
    const theirs = recorded('drift-06-after-correction-web.json');
    expect(ownership(live(), FLUX, 'kubectl-edit')).toEqual(
      ownership(theirs, FLUX, 'kubectl-edit'),
    );
    expect(live().metadata.annotations).toEqual(theirs.metadata.annotations);
    expect(live().metadata.generation).toBe(theirs.metadata.generation);
  });

  it('is announced in Events of the same form', async () => {
    await applyShop();
    const ours = world.cluster.list(
      { apiVersion: 'v1', kind: 'Event' },
      'flux-system',
    );
    const theirs = recordedItems('events.json');
    // Items of a recorded list carry no kind; the cluster stores no nulls.
    const forms = (events: Array<Record<string, unknown>>) =>
      events.map(({ apiVersion, kind, metadata, eventTime, ...event }) =>
        shapeOf(event),
      );
    expect(forms(ours)).toEqual(forms(theirs));
    const said = (events: Array<Record<string, unknown>>) =>
      events
        .map(({ reason, message }) => `${reason}: ${message}`)
        .map(words => words.replace(/in [\d.]+[mµ]?s/, 'in …'))
        .sort();
    expect(said(ours)).toEqual(said(theirs));
  });
});
