import { JsonObject } from '@backstage/types';
import { ACCOUNT } from './TestGitea';

/** The configuration of a portal with both engines, and a Gitea at a URL. */
export function portalConfig(gitea: string): JsonObject {
  const { host } = new URL(gitea);
  return {
    integrations: { gitea: [{ host, baseUrl: gitea, ...ACCOUNT }] },
    gitops: {
      environments: [
        { name: 'staging', match: { labels: { env: 'staging' } } },
        { name: 'production', match: { labels: { env: 'production' } } },
      ],
      scaffolder: {
        repository: {
          host,
          owner: 'shop',
          visibility: 'public',
        },
        platform: { repoUrl: `${host}?owner=platform&repo=fleet` },
        argocd: {
          path: 'argocd',
          destinations: {
            staging: { name: 'staging' },
            production: { server: 'https://production.example.com' },
          },
        },
        flux: {
          paths: {
            staging: 'clusters/staging',
            production: 'clusters/production',
          },
        },
      },
    },
  };
}
