import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ARGOCD_TOKEN, CROWD_CLUSTER_TOKEN } from 'sandbox';
import { Addresses } from './Crowd';

/** Owns everything, and is an operator. */
export const USER = 'robin';
const TEAM = 'group:default/team-platform';
const DEFAULTS = resolve(__dirname, '../../../../app-config.yaml');

const entity = (kind: string, name: string, spec: object, more = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, ...more },
  spec,
});

/** Each component has an application on every instance. */
function catalog(components: string[]): object[] {
  return [
    entity('Group', 'team-platform', { type: 'team', children: [] }),
    entity('User', USER, { memberOf: ['team-platform'] }),
    ...components.map(name =>
      entity(
        'Component',
        name,
        { type: 'service', lifecycle: 'production', owner: TEAM },
        {
          annotations: {
            'argocd/app-selector': `app.kubernetes.io/name=${name}`,
            'backstage.io/kubernetes-id': name,
          },
        },
      ),
    ),
  ];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/**
 * Writes the configuration of a portal that observes these engines, or with
 * `isIdle` has them configured nowhere, over the one of the repository.
 * @returns the address of its backend, and what names the configuration to it
 */
export async function writeConfig(options: {
  directory: string;
  addresses: Addresses;
  components: string[];
  isIdle: boolean;
}): Promise<{ url: string; args: string[] }> {
  const { directory, addresses, components, isIdle } = options;
  const { git, argocds, argocdClusters, clusters } = addresses;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const entities = join(directory, 'catalog.yaml');
  const file = join(directory, 'app-config.yaml');
  await mkdir(directory, { recursive: true });
  await writeFile(
    entities,
    catalog(components)
      .map(each => JSON.stringify(each))
      .join('\n---\n'),
  );
  const config = {
    backend: { baseUrl: url, listen: { host: '127.0.0.1', port } },
    catalog: {
      locations: [
        {
          type: 'file',
          target: entities,
          rules: [{ allow: ['Component', 'Group', 'User'] }],
        },
      ],
    },
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: Object.entries({ ...argocdClusters, ...clusters }).map(
            ([name, clusterUrl]) => ({
              name,
              url: clusterUrl,
              authProvider: 'serviceAccount',
              serviceAccountToken: CROWD_CLUSTER_TOKEN,
            }),
          ),
        },
      ],
    },
    integrations: {
      gitea: [{ host: new URL(git).host, baseUrl: git }],
    },
    gitops: {
      git: { directory: join(directory, 'mirrors') },
      argocd: {
        instances: isIdle
          ? []
          : [
              ...Object.entries(argocds).map(([name, argocdUrl]) => ({
                name,
                url: argocdUrl,
                token: ARGOCD_TOKEN,
              })),
              ...Object.keys(argocdClusters).map(name => ({
                name,
                cluster: name,
              })),
            ],
      },
      flux: { clusters: isIdle ? [] : Object.keys(clusters) },
    },
  };
  await writeFile(file, JSON.stringify(config));
  return { url, args: ['--config', DEFAULTS, '--config', file] };
}
