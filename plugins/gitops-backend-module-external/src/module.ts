import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { gitopsEnginesExtensionPoint } from '@backstage-gitops/plugin-gitops-node';
import { readReportingInstances } from './config';
import { ExternalEngine } from './ExternalEngine';
import { News } from './News';
import { gitopsReportCreatePermission } from './permission';
import { createRouter } from './service/createRouter';
import { migrate } from './store/migrate';

/** Lets services report what no engine observes. */
export const gitopsModuleExternal = createBackendModule({
  pluginId: 'gitops',
  moduleId: 'external',
  register(env) {
    env.registerInit({
      deps: {
        engines: gitopsEnginesExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ engines, config, database, httpRouter, logger, ...deps }) {
        const instances = readReportingInstances(config);
        const db = await migrate(database);
        const news = new News();
        engines.addEngine(new ExternalEngine({ instances, db, news, logger }));
        deps.permissionsRegistry.addPermissions([gitopsReportCreatePermission]);
        httpRouter.use(createRouter({ ...deps, instances, db, news }));
      },
    });
  },
});
