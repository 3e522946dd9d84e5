import { KubeObject } from '../../cluster/types';
import { shop } from './manifests';
import { statusOf } from './outline';
import { fluxRef, TestWorld } from './world';

/** Two revisions of the application that most tests are about. */
export const FIRST = { mode: 'one', tag: '6.9.0' };
export const SECOND = { mode: 'two', tag: '6.9.1' };

export const SHOP = { namespace: 'flux-system', name: 'shop' };
export const SHOP_REF = fluxRef('Kustomization', 'shop');

/** One of its objects. */
export const CONFIG = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'fx-shop',
  name: 'shop-config',
};

export const hasApplied = (sha: string) => (object: KubeObject) =>
  statusOf(object).lastAppliedRevision === `main@sha1:${sha}`;

export const hasHandled = (token: string) => (object: KubeObject) =>
  statusOf(object).lastHandledReconcileAt === token;

/** As `flux reconcile` does. */
export function request(
  world: TestWorld,
  ref: ReturnType<typeof fluxRef>,
  token: string,
) {
  world.cluster.edit(
    ref,
    ({ metadata }) => {
      metadata.annotations = {
        ...metadata.annotations,
        'reconcile.fluxcd.io/requestedAt': token,
      };
    },
    { manager: 'flux' },
  );
}

/** As `kubectl edit` does. */
export function editByHand(world: TestWorld, data: Record<string, string>) {
  world.cluster.edit(
    CONFIG,
    object => {
      object.data = data;
    },
    { manager: 'kubectl-edit' },
  );
}

/** Pushes the first revision and lets Flux find it; resolves with its SHA. */
export async function startWithShop(world: TestWorld): Promise<string> {
  const sha = await world.push(shop(FIRST));
  world.flux.start();
  world.addSource();
  world.addKustomization('shop');
  await world.until(SHOP_REF, hasApplied(sha));
  return sha;
}
