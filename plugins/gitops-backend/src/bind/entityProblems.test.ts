import { entityApplicationsSchema } from '@backstage-gitops/plugin-gitops-common';
import { Engine } from '@backstage-gitops/plugin-gitops-node';
import express from 'express';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { InMemoryEngine } from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { RestrictedCatalog } from '../__testUtils__/RestrictedCatalog';
import { routesAlone } from '../__testUtils__/routesAlone';
import { markReachable, store } from '../__testUtils__/stored';
import { replaceBindings } from '../store/replaceBindings';

const databases = testDatabases();

/** An engine to which `example/app-name` means nothing else. */
class SayingEngine extends InMemoryEngine {
  claims(
    entity: Parameters<Engine['claims']>[0],
  ): ReturnType<Engine['claims']> {
    const { claims, problems } = super.claims(entity);
    const saidBy = {
      applications: 'example/app-name',
      instances: 'example/instance',
    };
    return { claims: claims.map(claim => ({ ...claim, saidBy })), problems };
  }
}

describe.each(databases.eachSupportedId())(
  'problems of an entity on %p',
  databaseId => {
    async function problemsOf(appName: string) {
      const db = await migratedDatabase(databases, databaseId);
      await markReachable(db, 'main');
      await markReachable(db, 'edge');
      const applicationIds = [
        await store(db, observedApplication(), { instance: 'main' }),
        await store(db, observedApplication(), { instance: 'edge' }),
      ];
      const names = appName.split(',');
      await replaceBindings(
        db,
        applicationIds
          .filter(() => names.includes('guestbook'))
          .map(applicationId => ({
            entityRef: 'component:default/web',
            applicationId,
            confirmed: false,
          })),
      );
      const catalog = new RestrictedCatalog(
        [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'web',
              annotations: { 'example/app-name': appName },
            },
          },
        ],
        [],
      );
      const engines = [new SayingEngine('argocd', [])];
      const { body } = await request(
        express().use(routesAlone({ db, engines, catalog })),
      )
        .get('/entities/component/default/web/applications')
        .expect(200);
      return entityApplicationsSchema.parse(body);
    }

    it('tells of an annotation that names nothing', async () => {
      expect(await problemsOf('guetsbook')).toMatchObject({
        items: [],
        problems: [
          'The annotation example/app-name ("guetsbook") names no application that is known.',
        ],
      });
    });

    it('shows what is there twice, and says so', async () => {
      const { items, problems } = await problemsOf('guestbook');
      expect(items.map(({ instance }) => instance).sort()).toEqual([
        'edge',
        'main',
      ]);
      expect(problems).toEqual([
        expect.stringContaining('in the instances edge and main'),
      ]);
    });

    it('tells what the engine finds wrong', async () => {
      expect(await problemsOf('')).toMatchObject({
        items: [],
        problems: ['example/app-name names nothing.'],
      });
    });
  },
);
