import { Entity } from '@backstage/catalog-model';
import {
  gitopsFleetReadPermission,
  RequestedOperation,
  requestedOperationSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import { InMemoryEngine, InMemoryInstance } from './InMemoryEngine';
import { observedApplication } from './observedApplication';
import { StartOptions, startPlugin } from './startPlugin';
import { applicationId } from '../store/applicationId';

/** The entity of the application, and its pages. */
export const ENTITY = 'component:default/guestbook';
export const ENTITY_PATH = '/entities/component/default/guestbook';
/** Of the application. */
export const ID = applicationId('argocd', 'main', observedApplication());
/** Who asks, where nothing else is said. */
export const USER = 'user:default/mock';

function component(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'example/app-name': name } },
  };
}

/** The application as it is seen, confirmed by the entity unless said otherwise. */
export function guestbook(
  overrides: Parameters<typeof observedApplication>[0] = {},
): ObservedApplication {
  return observedApplication({ entityRefs: [ENTITY], ...overrides });
}

/** How the engine shows an operation of the portal. */
export function showing(
  { id }: RequestedOperation,
  phase: 'Running' | 'Succeeded' | 'Failed',
  message?: string,
): ObservedApplication {
  return guestbook({ request: { id, phase, message } });
}

let keys = 0;

/** A body that asks for a sync, each with a key of its own. */
export function sync(overrides: object = {}) {
  keys += 1;
  return { type: 'sync', idempotencyKey: `test-key-${keys}`, ...overrides };
}

/** A backend whose engine shows the application. */
export async function startOperating(
  db: Knex,
  options: Partial<StartOptions> = {},
  seen = guestbook(),
) {
  const instance = new InMemoryInstance('main');
  const started = await startPlugin({
    db,
    engines: [new InMemoryEngine('argocd', [instance])],
    entities: [component('guestbook')],
    denied: [gitopsFleetReadPermission],
    ...options,
  });
  const get = (path: string) =>
    request(started.server).get(`/api/gitops${path}`);
  const post = (path: string, body: object) =>
    request(started.server).post(`/api/gitops${path}`).send(body);
  const ask = (body: object) => post(`/applications/${ID}/operations`, body);
  const asked = async (body: object = sync()) => {
    const response = await ask(body);
    expect(response.body.error).toBeUndefined();
    return requestedOperationSchema.parse(response.body);
  };
  const becomes = (id: string, expected: object) =>
    eventually(async () =>
      expect((await get(`/operations/${id}`)).body).toMatchObject(expected),
    );
  const show = (application: ObservedApplication) =>
    instance.show({ type: 'changed', application });
  instance.show({ type: 'snapshot', applications: [seen] });
  await eventually(async () => {
    const row = await db('application_bindings').first();
    const instances = await db('instances').pluck('state');
    expect([row && Boolean(row.confirmed), instances]).toEqual([
      seen.entityRefs.length > 0,
      ['reachable'],
    ]);
  });
  return { ...started, instance, get, post, ask, asked, becomes, show };
}
