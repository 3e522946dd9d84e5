import { join } from 'node:path';
import { LargeRepository } from 'sandbox';
import { Portal } from '../harness/Portal';
import { writePortalConfig } from '../harness/portalConfig';
import { inputsOf } from './deployed';

/** So that Git is asked for nothing but what the benchmark makes necessary. */
const INTERVAL_S = 3600;

/** A backend whose catalog has the components of a repository, and nothing else. */
export async function startPortal(options: {
  repository: LargeRepository;
  mirrors: string;
  directory: string;
  /** `backend.database` */
  database: object;
}): Promise<Portal> {
  const { repository, mirrors, directory, database } = options;
  const host = new URL(repository.url).host;
  const components = [...inputsOf(repository.paths).keys()];
  const config = await writePortalConfig({
    directory,
    components,
    config: {
      backend: { database },
      integrations: { gitea: [{ host, baseUrl: repository.url }] },
      kubernetes: { clusterLocatorMethods: [] },
      gitops: {
        git: { directory: mirrors, intervalSeconds: INTERVAL_S },
        argocd: { instances: [] },
        flux: { clusters: [] },
      },
    },
  });
  const log = join(directory, 'portal.log');
  const portal = await Portal.start({ ...config, log });
  // Reading them takes as much as Git does, and is not what is measured.
  await portal.catalogued(components.length);
  return portal;
}
