import { SCAFFOLDER_ACCOUNT } from 'sandbox';

/** For calls from outside, without anybody who signs in. */
export const TOKEN = 'token-of-the-test';

/** The configuration of `backend.ts`. */
export function backendConfig(options: {
  /** URL of the Git host. */
  git: string;
  /** To listen on. */
  port: number;
  /** For databases and workspaces, which outlive the process. */
  directory: string;
}) {
  const { git, port, directory } = options;
  const { host } = new URL(git);
  const { username, password } = SCAFFOLDER_ACCOUNT;
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      workingDirectory: directory,
      database: { client: 'better-sqlite3', connection: { directory } },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'test' } },
        ],
      },
    },
    catalog: { rules: [{ allow: ['Component', 'Location', 'Template'] }] },
    scaffolder: {
      // Several heartbeats of a run, or one that is alive is taken for dead.
      taskRecovery: { enabled: true, staleTimeout: { seconds: 5 } },
    },
    integrations: { gitea: [{ host, baseUrl: git, username, password }] },
    gitops: {
      environments: [
        { name: 'staging', match: { labels: { env: 'staging' } } },
        { name: 'production', match: { labels: { env: 'production' } } },
      ],
      scaffolder: {
        repository: { host, owner: 'shop', visibility: 'public' },
        platform: { repoUrl: `${host}?owner=platform&repo=fleet` },
        argocd: {
          path: 'argocd',
          destinations: {
            staging: { name: 'staging' },
            production: { name: 'production' },
          },
        },
      },
    },
  };
}
