import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  eventsServiceFactory,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import {
  Engine,
  gitopsEnginesExtensionPoint,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { gitHistoryServiceRef } from '../gitHistoryService';
import { gitopsPlugin } from '../plugin';
import { InMemoryGitHistory } from './InMemoryGitHistory';
import { RecordedAuditor } from './RecordedAuditor';
import { RecordedEvents } from './RecordedEvents';
import { RecordedNotifications } from './RecordedNotifications';
import { RestrictedCatalog } from './RestrictedCatalog';

export interface StartOptions {
  db: Knex;
  engines?: Engine[];
  entities?: Entity[];
  /** Refs of entities that users may not read. */
  hidden?: string[];
  config?: JsonObject;
  /** The real one, which has no repositories. */
  realGit?: boolean;
  /** Permissions that everybody is denied. */
  denied?: Permission[];
  /** Whose the person's entities may be; the person's own alone when absent. */
  ownershipEntityRefs?: string[];
  /** Permissions that everybody is denied for one entity, by its ref. */
  deniedFor?: Record<string, Permission[]>;
  /** Where what is told goes, to be shared by several backends. */
  notifications?: RecordedNotifications;
  events?: RecordedEvents;
  /** Other plugins and modules, which then share a real event bus with it. */
  features?: BackendFeature[];
}

/** The whole plugin in a backend, with what it needs of others held in memory. */
export async function startPlugin(options: StartOptions) {
  const { db, engines = [], entities = [], config = {} } = options;
  const { denied = [], deniedFor = {}, hidden = [] } = options;
  const { ownershipEntityRefs } = options;
  const git = new InMemoryGitHistory();
  const signals: SignalPayload[] = [];
  const notifications = options.notifications ?? new RecordedNotifications();
  const events = options.events ?? new RecordedEvents();
  const auditor = new RecordedAuditor();
  const catalog = new RestrictedCatalog(entities, hidden);
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef = '' }) => ({
        result: [...denied, ...(deniedFor[resourceRef] ?? [])].some(
          ({ name }) => name === permission.name,
        )
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  });
  const backend = await startTestBackend({
    features: [
      gitopsPlugin,
      createBackendModule({
        pluginId: 'gitops',
        moduleId: 'test-engines',
        register(env) {
          env.registerInit({
            deps: { extension: gitopsEnginesExtensionPoint },
            async init({ extension }) {
              for (const engine of engines) extension.addEngine(engine);
            },
          });
        },
      }),
      mockServices.rootConfig.factory({ data: config }),
      mockServices.database.factory({ knex: db }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      permissions.factory,
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () =>
          mockServices.userInfo(
            ownershipEntityRefs ? { ownershipEntityRefs } : {},
          ),
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          async publish(signal) {
            signals.push(signal);
          },
        }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => notifications,
      }),
      options.features
        ? eventsServiceFactory
        : createServiceFactory({
            service: eventsServiceRef,
            deps: {},
            factory: () => events,
          }),
      ...(options.features ?? []),
      ...(options.realGit
        ? []
        : [
            createServiceFactory({
              service: gitHistoryServiceRef,
              deps: {},
              factory: () => git,
            }),
          ]),
    ],
  });
  return {
    auditor,
    backend,
    server: backend.server,
    catalog,
    git,
    signals,
    notifications,
    events,
  };
}
