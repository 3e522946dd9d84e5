import { dirname, join } from 'node:path';
import { BackendFeature } from '@backstage/backend-plugin-api';

/**
 * What Backstage's module for events of GitHub consists of. It loads its parts by
 * native imports, which Jest does not have.
 */
export function githubEventsModule(): BackendFeature[] {
  const root = dirname(
    require.resolve('@backstage/plugin-events-backend-module-github'),
  );
  return ['eventsModuleGithubWebhook', 'eventsModuleGithubEventRouter'].map(
    part =>
      jest.requireActual<{ default: BackendFeature }>(
        join(root, 'service', `${part}.cjs.js`),
      ).default,
  );
}
