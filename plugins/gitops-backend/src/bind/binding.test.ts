import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { HOSTS } from '../__testUtils__/hosts';
import {
  InMemoryEngine,
  InMemoryInstance,
} from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { startPlugin } from '../__testUtils__/startPlugin';
import { applicationId } from '../store/applicationId';
import { listBindings } from '../store/listByEntities';

const databases = testDatabases();
const REPOSITORY = 'https://github.com/shop/fleet';

const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: {
      'backstage.io/managed-by-location': `url:${REPOSITORY}/blob/main/apps/checkout/catalog-info.yaml`,
    },
  },
};

describe.each(databases.eachSupportedId())(
  'what the operator lets bind, on %p',
  databaseId => {
    async function start(binding: JsonObject) {
      const db = await migratedDatabase(databases, databaseId);
      const instance = new InMemoryInstance('main');
      await startPlugin({
        db,
        engines: [new InMemoryEngine('argocd', [instance])],
        entities: [checkout],
        config: { integrations: HOSTS, gitops: { binding } },
      });
      const show = (path: string) => {
        const application = observedApplication({
          sources: [
            { type: 'git', repoUrl: REPOSITORY, path, targetRevision: 'main' },
          ],
        });
        instance.show({ type: 'snapshot', applications: [application] });
        return applicationId('argocd', 'main', application);
      };
      const bindings = async (id: string) =>
        (await listBindings(db, [id])).get(id);
      return { show, bindings };
    }

    it('follows an application to where its source lies', async () => {
      const { show, bindings } = await start({ sourceLocation: true });
      const id = show('apps/checkout/overlays/staging');
      await eventually(async () =>
        expect(await bindings(id)).toEqual([
          { entityRef: 'component:default/checkout', confirmed: true },
        ]),
      );
      show('apps/search');
      await eventually(async () => expect(await bindings(id)).toBeUndefined());
    });

    it('goes by rules', async () => {
      const { show, bindings } = await start({
        rules: [
          { match: { path: 'apps/search' }, entityRef: 'component:search' },
        ],
      });
      const id = show('apps/search');
      await eventually(async () =>
        expect(await bindings(id)).toEqual([
          { entityRef: 'component:default/search', confirmed: true },
        ]),
      );
    });
  },
);
