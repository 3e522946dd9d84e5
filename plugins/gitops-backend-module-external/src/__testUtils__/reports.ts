import { Server } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Application,
  EntityApplications,
  entityApplicationsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import request, { Test } from 'supertest';

export const SHA = 'c0ffee'.padEnd(40, '0');
export const NEWER_SHA = 'facade'.padEnd(40, '0');

/** An application with all that can be told of one. */
export const everything = {
  kind: 'Stack',
  namespace: 'platform',
  name: 'network/production',
  labels: { env: 'production' },
  entityRefs: ['component:default/network'],
  project: 'platform',
  destination: { cluster: 'eu-1', namespace: 'default' },
  sources: [
    {
      type: 'git',
      repoUrl: 'https://git.example.com/platform/network.git',
      path: 'stacks/production',
      targetRevision: 'main',
    },
    { type: 'helm', repoUrl: 'https://charts.example.com', chart: 'agent' },
  ],
  sync: {
    status: 'Unknown',
    message: 'Error: no credentials for the state',
    desiredRevisions: [NEWER_SHA, '1.2.0'],
    deployedRevisions: [SHA, '1.1.0'],
    sourceChanged: true,
    byRevisionOnly: false,
  },
  health: {
    status: 'Degraded',
    message: '2 of 3 machines answer',
    since: '2026-11-20T10:00:00Z',
  },
  drift: {
    fields: [
      {
        resource: {
          group: 'aws',
          kind: 'aws_instance',
          namespace: 'eu',
          name: 'web[0]',
        },
        change: 'changed',
        path: 'instance_type',
        desired: 't3.small',
        live: 't3.large',
        manager: 'console',
        by: 'person',
        at: '2026-11-20T09:00:00Z',
        appliedAt: '2026-11-19T09:00:00Z',
      },
    ],
    total: 7,
  },
  syncs: [
    {
      key: 'run-7',
      phase: 'Failed',
      deployed: false,
      revisions: [SHA, '1.1.0'],
      startedAt: '2026-11-20T10:00:00Z',
      finishedAt: '2026-11-20T10:02:00Z',
      initiatedBy: { name: 'robin', automated: false },
      message: 'quota exceeded',
    },
  ],
  paused: { by: 'robin', since: '2026-11-20T10:00:00Z' },
  automation: { enabled: true, selfHeal: false, prune: true },
  conditions: [
    { type: 'Plan', message: '2 to add', since: '2026-11-20T10:00:00Z' },
  ],
  links: [{ title: 'Run', url: 'https://ci.example.com/runs/7' }],
};

/** A stack as a pipeline would report it: planned, in agreement, of `network`. */
export function stack(name: string, more: object = {}) {
  return {
    kind: 'Stack',
    name,
    entityRefs: ['component:default/network'],
    sources: [],
    sync: { status: 'Synced', byRevisionOnly: false },
    health: { status: 'Healthy' },
    ...more,
  };
}

/** The body of a report of these. */
export const terraform = (...applications: unknown[]) => ({
  instance: 'terraform',
  applications,
});

/** Sends it as a service, which is one that is listed for `terraform` unless told otherwise. */
export function send(
  server: Server,
  body: string | object,
  subject = 'external:terraform-ci',
): Test {
  return request(server)
    .post('/api/gitops/reports')
    .set('content-type', 'application/json')
    .set(
      'authorization',
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'gitops',
      }),
    )
    .send(body);
}

/** Reports these for `terraform`; returns when they came, ISO 8601. */
export async function report(
  server: Server,
  applications: object[],
  more: object = {},
): Promise<string> {
  const sent = { ...terraform(...applications), ...more };
  const { body } = await send(server, sent).expect(200);
  return body.reportedAt;
}

/** What the page of the component `network` gets. */
export async function pageOf(server: Server): Promise<EntityApplications> {
  const { body } = await request(server)
    .get('/api/gitops/entities/component/default/network/applications')
    .expect(200);
  return entityApplicationsSchema.parse(body);
}

/** The one application of that page. */
export async function onlyOne(server: Server): Promise<Application> {
  const { items } = await pageOf(server);
  if (items.length !== 1) throw new Error(`There are ${items.length}`);
  return items[0];
}
