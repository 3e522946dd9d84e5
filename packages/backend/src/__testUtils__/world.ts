import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestBackend } from '@backstage/backend-test-utils';
import {
  Application,
  entityApplicationsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { Sandbox, startSandbox } from 'sandbox';
import request from 'supertest';

/** A sandbox, and a directory for the mirrors of each backend that looks at it. */
export async function startWorld(): Promise<{
  sandbox: Sandbox;
  mirrors: () => Promise<string>;
  stop: () => Promise<void>;
}> {
  const sandbox = await startSandbox({ edgeStaysMs: null });
  const directory = await mkdtemp(join(tmpdir(), 'gitops-portal-'));
  return {
    sandbox,
    mirrors: () => mkdtemp(join(directory, 'mirrors-')),
    async stop() {
      await sandbox.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** One application of a component, as the portal answers it. */
export async function applicationOf(
  portal: TestBackend,
  component: string,
  environment: string,
): Promise<Application> {
  const { body } = await request(portal.server)
    .get(`/api/gitops/entities/component/default/${component}/applications`)
    .expect(200);
  const found = entityApplicationsSchema
    .parse(body)
    .items.find(item => item.environment === environment);
  if (!found) throw new Error(`${component} is not in ${environment} yet`);
  return found;
}
