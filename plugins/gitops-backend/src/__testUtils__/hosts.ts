import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';

/** A portal's integrations: one Git host of each kind, none of which is ever asked. */
export const HOSTS = {
  github: [{ host: 'github.com' }],
  gitlab: [{ host: 'gitlab.test', apiBaseUrl: 'https://gitlab.test/api/v4' }],
  gitea: [{ host: '127.0.0.1:7010', baseUrl: 'http://127.0.0.1:7010' }],
  bitbucketServer: [
    {
      host: 'bitbucket.test',
      apiBaseUrl: 'https://bitbucket.test/rest/api/1.0',
      token: 'none',
    },
  ],
};

export const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({ integrations: HOSTS }),
);
