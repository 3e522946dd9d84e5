import { Cluster, KubeObject } from '../../cluster/types';
import { STORAGE } from '../artifact';
import { ReconcileFailure } from '../failure';
import { Outcome, Run } from '../run';
import { reconcileSource } from '../sourceController';
import { archiveOf, Chart, sha256 } from './charts';
import { helmRepository } from './resources';

/** source-controller's part for one HelmRepository: the index of its charts. */
export async function reconcileHelmRepository(
  { cluster, charts }: { cluster: Cluster; charts: readonly Chart[] },
  object: KubeObject,
  run: Run,
): Promise<Outcome> {
  const parsed = helmRepository.parse(object);
  const { name, namespace } = parsed.metadata;
  const { url } = parsed.spec;
  return await reconcileSource(cluster, object, run, {
    parsed,
    async look() {
      const index = charts
        .filter(({ repository }) => repository === url)
        .map(archiveOf)
        .join('\n');
      if (!index) {
        throw new ReconcileFailure(
          'FetchFailed',
          `failed to fetch Helm repository index: failed to cache index to temporary file: failed to fetch ${url}/index.yaml : 404 Not Found`,
        );
      }
      const digest = sha256(index);
      const path = `helmrepository/${namespace}/${name}/index-${digest.slice(
        'sha256:'.length,
      )}.yaml`;
      return {
        revision: digest,
        news: `new index revision '${digest}'`,
        fetched: {
          reason: 'Succeeded',
          message: `stored artifact: revision '${digest}'`,
        },
        store: async () => ({
          digest,
          path,
          size: index.length,
          url: `${STORAGE}/${path}`,
        }),
      };
    },
  });
}
