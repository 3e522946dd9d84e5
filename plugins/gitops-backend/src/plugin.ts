import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { gitopsPermissions } from '@backstage-gitops/plugin-gitops-common';
import {
  Engine,
  gitopsEnginesExtensionPoint,
} from '@backstage-gitops/plugin-gitops-node';
import { catalogEntities } from './bind/catalogEntities';
import { environmentOf, readEnvironmentRules } from './environments';
import { gitHistoryServiceRef } from './gitHistoryService';
import { GitopsObservation } from './observe/GitopsObservation';
import { Authorizer } from './service/Authorizer';
import { createRouter } from './service/createRouter';
import { createRoutes } from './service/createRoutes';
import { EntityReader } from './service/EntityReader';
import { ChangePublisher } from './signals/ChangePublisher';
import { migrate } from './store/migrate';

/** Observes GitOps engines and Git, and answers per catalog entity. */
export const gitopsPlugin = createBackendPlugin({
  pluginId: 'gitops',
  register(env) {
    const engines: Engine[] = [];
    env.registerExtensionPoint(gitopsEnginesExtensionPoint, {
      addEngine(engine) {
        if (engines.some(other => other.kind === engine.kind)) {
          throw new ConflictError(`Engine "${engine.kind}" is added twice`);
        }
        engines.push(engine);
      },
    });

    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        git: gitHistoryServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auth, catalog, git, httpAuth, lifecycle, logger } = deps;
        const db = await migrate(deps.database);
        const rules = readEnvironmentRules(deps.config);
        const publisher = new ChangePublisher({
          signals: deps.signals,
          logger,
        });
        const observation = new GitopsObservation({
          db,
          logger,
          git,
          engines,
          entities: () => catalogEntities({ catalog, auth, engines }),
          environmentOf: observed => environmentOf(rules, observed),
          onChanged: (ids, version) => publisher.changed(ids, version),
        });
        lifecycle.addStartupHook(() => observation.start());
        lifecycle.addShutdownHook(async () => {
          await observation.stop();
          publisher.stop();
        });

        deps.permissionsRegistry.addPermissions(gitopsPermissions);
        const authorizer = new Authorizer(deps.permissions);
        const routes = createRoutes({
          db,
          git,
          engines,
          environments: rules.map(rule => rule.name),
          trustClaims:
            deps.config.getOptionalBoolean('gitops.binding.trustClaims') ??
            false,
          authorizer,
          reader: new EntityReader(catalog, entity =>
            observation.entityRead(entity),
          ),
        });
        deps.httpRouter.use(createRouter({ routes, authorizer, httpAuth }));
      },
    });
  },
});
