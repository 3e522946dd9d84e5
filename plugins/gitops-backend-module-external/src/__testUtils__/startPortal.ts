import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  AuditorServiceCreateEventOptions,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import gitopsPlugin from '@backstage-gitops/plugin-gitops-backend';
import { Knex } from 'knex';
import gitopsModuleExternal from '../index';

/** Of `external:terraform-ci`, to report. */
export const TOKEN = 'token-of-terraform-ci';
/** Of the same, to read. */
export const READER = 'token-of-a-reader';

export interface StartOptions {
  knex: Knex;
  expectEverySeconds?: number;
  /** Annotations of the component `network`. */
  annotations?: Record<string, string>;
  /** Tokens are checked as in production; see `TOKEN` and `READER`. */
  realAuth?: boolean;
}

/** The product in a backend, with nothing but what reports to it. */
export async function startPortal({
  knex,
  expectEverySeconds,
  annotations,
  realAuth = false,
}: StartOptions) {
  const audited: object[] = [];
  const auditor = {
    async createEvent({ eventId, meta }: AuditorServiceCreateEventOptions) {
      return {
        async success(more?: { meta?: object }) {
          audited.push({ eventId, ...meta, ...more?.meta });
        },
        async fail({ error }: { error: Error }) {
          audited.push({ eventId, ...meta, error: error.name });
        },
      };
    },
  };
  const terraform = {
    name: 'terraform',
    subjects: ['external:terraform-ci'],
    ...(expectEverySeconds && { expectEverySeconds }),
  };
  const machines = { name: 'machines', subjects: ['external:inventory'] };
  const access = (token: string, permission: string) => ({
    type: 'static',
    options: { token, subject: 'external:terraform-ci' },
    accessRestrictions: [{ plugin: 'gitops', permission }],
  });
  const externalAccess = [
    access(TOKEN, 'gitops.report.create'),
    access(READER, 'gitops.application.read'),
  ];
  const backend = await startTestBackend({
    features: [
      gitopsPlugin,
      gitopsModuleExternal,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://127.0.0.1', auth: { externalAccess } },
          gitops: { external: { instances: [terraform, machines] } },
        },
      }),
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'network', annotations },
          },
        ],
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
      ...(realAuth ? [authServiceFactory, httpAuthServiceFactory] : []),
    ],
  });
  return { backend, server: backend.server, audited };
}
