import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import {
  alertsSchema,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import request from 'supertest';
import { listBoundEntities } from '../store/listBoundEntities';
import { driftedField, driftOf } from './driftedField';
import { InMemoryEngine } from './InMemoryEngine';
import { observedApplication } from './observedApplication';
import { ownedComponent, team } from './ownedComponent';
import { StartOptions, startPlugin } from './startPlugin';
import { store } from './stored';

/** It drifts, and names the entity of its own name. */
export function drifting(name: string) {
  return observedApplication({
    name,
    entityRefs: name === 'c' ? [] : [name],
    sync: { status: 'OutOfSync' },
    drift: driftOf(driftedField({ desired: '2', live: '5' })),
  });
}

/** Drifting applications a, b and c of components a, b (hidden) and of nobody. */
export async function driftingBackend(
  db: Knex,
  options: Partial<StartOptions> = {},
) {
  const ids = new Map<string, string>();
  for (const [n, name] of ['a', 'b', 'c'].entries()) {
    const now = `2026-11-20T10:0${n}:00.000Z`;
    ids.set(name, await store(db, drifting(name), { now }));
  }
  const started = await startPlugin({
    db,
    engines: [new InMemoryEngine('argocd', [])],
    entities: [
      team,
      ownedComponent('a', 'a'),
      ownedComponent('b', 'b'),
      ownedComponent('claimer', 'c'),
    ],
    hidden: ['component:default/b'],
    denied: [gitopsFleetReadPermission],
    ...options,
  });
  await eventually(async () =>
    expect(await listBoundEntities(db)).toHaveLength(3),
  );
  const get = (path: string) =>
    request(started.server).get(`/api/gitops${path}`);
  const list = async (query = '') => {
    const { body } = await get(`/alerts${query}`).expect(200);
    return alertsSchema.parse(body);
  };
  const alertOf = async (name: string) => idOf(db, ids.get(name) ?? '');
  const acknowledge = (id: string, body: object = {}) =>
    request(started.server)
      .post(`/api/gitops/alerts/${id}/acknowledge`)
      .send(body);
  return { ...started, ids, get, list, alertOf, acknowledge };
}

async function idOf(db: Knex, applicationId: string): Promise<string> {
  const row = await db('alerts')
    .where({ application_id: applicationId })
    .first('id');
  return row.id;
}
