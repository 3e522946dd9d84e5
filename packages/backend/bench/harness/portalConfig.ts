import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

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

function catalog(
  components: string[],
  annotationsOf: (component: string) => Record<string, string>,
): object[] {
  return [
    entity('Group', 'team-platform', { type: 'team', children: [] }),
    entity('User', USER, { memberOf: ['team-platform'] }),
    ...components.map(name =>
      entity(
        'Component',
        name,
        { type: 'service', lifecycle: 'production', owner: TEAM },
        { annotations: annotationsOf(name) },
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

export interface PortalConfig {
  /** Of the backend. */
  url: string;
  /** What names the configuration to it. */
  args: string[];
}

/** Writes the configuration of a portal over the one of the repository. */
export async function writePortalConfig(options: {
  directory: string;
  components: string[];
  annotationsOf?: (component: string) => Record<string, string>;
  /** Besides where it listens and its catalog. */
  config: { backend?: object } & Record<string, unknown>;
}): Promise<PortalConfig> {
  const { directory, components, annotationsOf = () => ({}) } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const entities = join(directory, 'catalog.yaml');
  const file = join(directory, 'app-config.yaml');
  await mkdir(directory, { recursive: true });
  await writeFile(
    entities,
    catalog(components, annotationsOf)
      .map(each => JSON.stringify(each))
      .join('\n---\n'),
  );
  const config = {
    catalog: {
      // It reads every entity anew all the time, which is not what is measured.
      processingInterval: { hours: 1 },
      locations: [
        {
          type: 'file',
          target: entities,
          rules: [{ allow: ['Component', 'Group', 'User'] }],
        },
      ],
    },
    ...options.config,
    backend: {
      ...options.config.backend,
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
    },
  };
  await writeFile(file, JSON.stringify(config));
  return { url, args: ['--config', DEFAULTS, '--config', file] };
}
