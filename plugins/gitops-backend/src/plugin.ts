import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { gitopsPermissions } from '@backstage-gitops/plugin-gitops-common';
import {
  Engine,
  gitopsEnginesExtensionPoint,
} from '@backstage-gitops/plugin-gitops-node';
import { AlertTeller } from './alerts/AlertTeller';
import { readBindingPolicy } from './bind/bindingPolicy';
import { catalogEntities } from './bind/catalogEntities';
import { environmentOf, readEnvironmentRules } from './environments';
import { gitHistoryServiceRef } from './gitHistoryService';
import { GitopsObservation } from './observe/GitopsObservation';
import { Operations } from './operations/Operations';
import { Reviews } from './reviews/Reviews';
import { Authorizer } from './service/Authorizer';
import { createRouter } from './service/createRouter';
import { createRoutes } from './service/createRoutes';
import { EntityReader } from './service/EntityReader';
import { ChangePublisher } from './signals/ChangePublisher';
import { migrate } from './store/migrate';
import { readKeepHistory } from './syncs/keepHistory';
import { followPushes } from './webhooks/followPushes';

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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        git: gitHistoryServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, git, httpAuth, lifecycle, logger } = deps;
        const db = await migrate(deps.database);
        const rules = readEnvironmentRules(deps.config);
        const publisher = new ChangePublisher({
          signals: deps.signals,
          logger,
        });
        const operations = new Operations({
          db,
          logger,
          engines,
          onChanged: ids => publisher.changed(ids),
        });
        const reviews = new Reviews({
          db,
          logger,
          integrations: ScmIntegrations.fromConfig(deps.config),
          onChanged: ids => publisher.changed(ids),
        });
        git.onChanged(ids => reviews.applicationsChanged(ids));
        const observation = new GitopsObservation({
          db,
          logger,
          git,
          engines,
          entities: () => catalogEntities({ catalog, auth, engines }),
          binding: readBindingPolicy(deps.config),
          environmentOf: observed => environmentOf(rules, observed),
          onChanged: (ids, version) => publisher.changed(ids, version),
          onBound: ids => reviews.applicationsChanged(ids),
          onRequests: seen => operations.follow(seen),
          alerts: new AlertTeller({ ...deps, db }),
          keepHistoryMs: readKeepHistory(deps.config),
        });
        lifecycle.addStartupHook(async () => {
          operations.start();
          reviews.start();
          await followPushes({ events: deps.events, git, logger });
          return observation.start();
        });
        lifecycle.addShutdownHook(async () => {
          await Promise.all([
            observation.stop(),
            operations.stop(),
            reviews.stop(),
          ]);
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
          userInfo: deps.userInfo,
          operations,
          onChanged: ids => publisher.changed(ids),
          reader: new EntityReader(catalog, entity =>
            observation.entityRead(entity),
          ),
        });
        const { auditor } = deps;
        deps.httpRouter.use(
          createRouter({ routes, authorizer, httpAuth, auditor }),
        );
      },
    });
  },
});
