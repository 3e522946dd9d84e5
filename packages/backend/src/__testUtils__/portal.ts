import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  notificationService,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import gitopsPlugin from '@backstage-gitops/plugin-gitops-backend';
import argocdModule from '@backstage-gitops/plugin-gitops-backend-module-argocd';
import fluxModule from '@backstage-gitops/plugin-gitops-backend-module-flux';
import { ARGOCD_TOKEN, clusterToken, GIT_ACCOUNT, Sandbox } from 'sandbox';
import { Knex } from 'knex';
import { kubernetesPlugin } from './kubernetesPlugin';

const CLUSTERS = ['staging', 'production', 'edge'] as const;

function component(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-shop' }],
  };
}

const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-shop' },
    spec: { type: 'team', children: [] },
  },
  component('checkout', {
    'argocd/app-selector': 'app.kubernetes.io/name=checkout',
  }),
  component('storefront-web', {
    'argocd/app-selector': 'app.kubernetes.io/name=storefront-web',
  }),
  component('catalog-api', { 'backstage.io/kubernetes-id': 'catalog-api' }),
  component('status-page', { 'backstage.io/kubernetes-id': 'status-page' }),
];

function configFor({ urls }: Sandbox, mirrors: string) {
  return {
    integrations: {
      gitea: [
        {
          host: new URL(urls.git).host,
          baseUrl: urls.git,
          username: GIT_ACCOUNT.username,
          password: GIT_ACCOUNT.password,
        },
      ],
    },
    gitops: {
      environments: [
        { name: 'staging', match: { labels: { env: 'staging' } } },
        { name: 'production', match: { labels: { env: 'production' } } },
      ],
      git: { intervalSeconds: 3600, directory: mirrors },
      argocd: {
        instances: [{ name: 'main', url: urls.argocd, token: ARGOCD_TOKEN }],
      },
      flux: { clusters: 'all' },
    },
  };
}

/** The product in a backend, with the sandbox as its world. */
export async function startPortal({
  sandbox,
  knex,
  mirrors,
  sent = [],
}: {
  sandbox: Sandbox;
  knex: Knex;
  /** A directory for the mirrors of repositories. */
  mirrors: string;
  /** Where notifications go. */
  sent?: NotificationSendOptions[];
}): Promise<TestBackend> {
  return startTestBackend({
    features: [
      mockServices.rootConfig.factory({ data: configFor(sandbox, mirrors) }),
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          async send(notification) {
            sent.push(notification);
          },
        }),
      }),
      kubernetesPlugin(
        CLUSTERS.map(name => ({
          name,
          url: sandbox.urls[name],
          token: clusterToken(name),
        })),
      ),
      gitopsPlugin,
      argocdModule,
      fluxModule,
    ],
  });
}
