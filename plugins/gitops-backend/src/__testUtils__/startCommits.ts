import { Entity } from '@backstage/catalog-model';
import { gitopsFleetReadPermission } from '@backstage-gitops/plugin-gitops-common';
import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import request from 'supertest';
import { listBindings } from '../store/listByEntities';
import { indexedCommit } from './indexedCommit';
import { InMemoryEngine } from './InMemoryEngine';
import { observedApplication } from './observedApplication';
import { startPlugin, StartOptions } from './startPlugin';
import { store } from './stored';

export const OWN = 'component:default/own';

export function component(name: string, appName: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'example/app-name': appName } },
  };
}

export function user(name: string, email: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: { profile: { email } },
  };
}

/**
 * The application `web` names the component `own`; `other` claims it, and `rest`;
 * `hidden` is of nobody.
 *
 * @param syncs - of `web`
 */
export async function startCommits(
  db: Knex,
  options: Partial<StartOptions> & { syncs?: ObservedSync[] } = {},
) {
  const { syncs = [], entities = [], ...more } = options;
  const web = await store(
    db,
    observedApplication({ name: 'web', entityRefs: [OWN], syncs }),
    { environment: 'production' },
  );
  const rest = await store(db, observedApplication({ name: 'rest' }));
  const hidden = await store(db, observedApplication({ name: 'hidden' }));
  const started = await startPlugin({
    db,
    engines: [new InMemoryEngine('argocd', [])],
    entities: [
      component('own', 'web'),
      component('other', 'web,rest'),
      ...entities,
    ],
    denied: [gitopsFleetReadPermission],
    ...more,
  });
  await eventually(async () => {
    const bindings = await listBindings(db, [web, rest]);
    if ((bindings.get(web) ?? []).length < 2 || !bindings.has(rest)) {
      throw new Error('Not bound yet');
    }
  });
  const get = (path: string, query: object = {}) =>
    request(started.server).get(`/api/gitops${path}`).query(query);
  return { ...started, get, web, rest, hidden };
}

/** The nth, an hour after the one before. */
export function sync(n: number, ...revisions: string[]): ObservedSync {
  const hour = String(n).padStart(2, '0');
  return {
    key: `h${n}`,
    phase: 'Succeeded',
    deployed: true,
    revisions,
    startedAt: `2026-11-20T${hour}:00:00.000Z`,
    finishedAt: `2026-11-20T${hour}:00:07.000Z`,
  };
}

/** A commit that an application runs; the second is the newest of them. */
export const running = (applicationId: string, id: number) =>
  indexedCommit({
    id,
    sha: String(id).repeat(40),
    marks: [{ applicationId, state: 'deployed', current: id === 2, via: [] }],
  });
