import { Entity } from '@backstage/catalog-model';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { gitopsFleetReadPermission } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import request from 'supertest';
import { listBoundEntities } from '../store/listBoundEntities';
import { InMemoryEngine } from './InMemoryEngine';
import { observedApplication } from './observedApplication';
import { startPlugin } from './startPlugin';
import { markReachable, store, StoreOptions } from './stored';

const PERSON = 'user:default/mock';
const TEAM = 'group:default/payments';

/** Claims applications, is owned and part of the system `shop`. */
function component(name: string, applications: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'example/app-name': applications } },
    relations: [
      { type: 'ownedBy', targetRef: owner },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  };
}

const ENTITIES = [
  component('till', 'checkout-live,checkout-next,shared', TEAM),
  component('cart', 'cart-live,shared', PERSON),
  component('secret', 'index', TEAM),
];

type Shown = Parameters<typeof observedApplication>[0] & StoreOptions;

const APPLICATIONS: Shown[] = [
  {
    name: 'checkout-live',
    environment: 'production',
    sync: { status: 'OutOfSync' },
    operation: { phase: 'Failed', finishedAt: '2026-11-18T10:00:00Z' },
  },
  {
    name: 'cart-live',
    environment: 'production',
    instance: 'edge',
    health: { status: 'Degraded', since: '2026-11-19T10:00:00Z' },
  },
  {
    name: 'lonely',
    environment: 'qa',
    health: { status: 'Degraded', since: '2026-11-20T09:00:00Z' },
  },
  {
    name: 'index',
    instance: 'edge',
    operation: { phase: 'Running' },
  },
  {
    name: 'checkout-next',
    environment: 'staging',
    now: '2026-11-20T10:00:00Z',
  },
  {
    name: 'shared',
    environment: 'production',
    now: '2026-11-20T11:00:00Z',
  },
];

/**
 * Six applications, worst first: of the component `till`, which the person's
 * team owns, of the person's own `cart`, `shared` of both, `index` of the
 * component `secret`, which is hidden, and `lonely` of nobody.
 */
export async function startFleet(db: Knex, { fleet }: { fleet: boolean }) {
  for (const { instance, environment, now, ...shown } of APPLICATIONS) {
    await store(db, observedApplication(shown), { instance, environment, now });
  }
  const { server } = await startPlugin({
    db,
    engines: [new InMemoryEngine('argocd', [])],
    entities: ENTITIES,
    hidden: ['component:default/secret'],
    denied: fleet ? [] : [gitopsFleetReadPermission],
    ownershipEntityRefs: [PERSON, TEAM],
    config: {
      gitops: { environments: [{ name: 'staging' }, { name: 'production' }] },
    },
  });
  await eventually(async () => {
    const bound = await listBoundEntities(db);
    if (bound.length < ENTITIES.length) throw new Error('Not all are bound');
  });
  for (const name of ['main', 'edge']) await markReachable(db, name);
  return {
    get: (path: string, query: object = {}) =>
      request(server).get(`/api/gitops${path}`).query(query),
  };
}
