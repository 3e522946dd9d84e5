import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import eventsBackend from '@backstage/plugin-events-backend';
import { fleetSchema } from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { migratedDatabase } from '../__testUtils__/databases';
import {
  InMemoryEngine,
  InMemoryInstance,
} from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { startPlugin } from '../__testUtils__/startPlugin';
import { GitServer, startGitServer } from '../git/__testUtils__/gitServer';
import { temporaryDirectory } from '../git/__testUtils__/testHistory';
import {
  createTestRepository,
  TestRepository,
} from '../git/__testUtils__/testRepository';
import { githubEventsModule } from './__testUtils__/githubEventsModule';
import { eventsModuleSignedWebhooks } from './eventsModuleSignedWebhooks';

// On PostgreSQL the events backend would migrate the same database.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SECRET = 'the-secret-of-webhooks';
const HOUR_S = 3_600;

/** The real events backend with its module for GitHub, and repositories served over http. */
describe('webhooks', () => {
  const root = temporaryDirectory();
  let gitServer: GitServer;
  let backend: TestBackend;
  const repositories: Record<string, TestRepository> = {};

  beforeAll(async () => {
    gitServer = await startGitServer(root);
    const names = ['first', 'second'];
    const instance = new InMemoryInstance('main');
    const applications = names.map(name => {
      repositories[name] = createTestRepository(root, name);
      const tip = repositories[name].commit({ files: { 'app/a': '1' } });
      return observedApplication({
        name,
        sources: [
          {
            type: 'git',
            repoUrl: `${gitServer.url}/${name}.git`,
            path: 'app',
            targetRevision: 'main',
          },
        ],
        sync: { desiredRevisions: [tip], deployedRevisions: [tip] },
      });
    });
    instance.show({ type: 'snapshot', applications });
    ({ backend } = await startPlugin({
      db: await migratedDatabase(databases, 'SQLITE_3'),
      engines: [new InMemoryEngine('argocd', [instance])],
      realGit: true,
      features: [
        eventsBackend,
        ...githubEventsModule(),
        eventsModuleSignedWebhooks,
      ],
      config: {
        integrations: {
          gitea: [{ host: gitServer.host, baseUrl: gitServer.url }],
        },
        gitops: {
          git: { directory: join(root, 'mirrors'), intervalSeconds: HOUR_S },
        },
        events: {
          // How long one waits for more of them, also when all is to end.
          notifyTimeoutMs: 500,
          modules: {
            github: { webhookSecret: SECRET },
            gitea: { webhookSecret: SECRET },
          },
        },
      },
    }));
    for (const name of names) await isShown(name);
  });

  afterAll(async () => {
    await backend?.stop();
    await gitServer?.close();
  });

  /** Waits until Git is known to want the newest commit. */
  async function isShown(name: string): Promise<void> {
    const tip = repositories[name].git('rev-parse', 'main');
    await eventually(async () => {
      const { body } = await request(backend.server)
        .get('/api/gitops/applications')
        .expect(200);
      const { items } = fleetSchema.parse(body);
      const shown = items.find(each => each.name === name);
      expect(shown?.sync.desired.git).toEqual([tip]);
    });
  }

  function push(name: string): void {
    repositories[name].commit({ files: { 'app/a': String(Math.random()) } });
  }

  const asked = (name: string) =>
    gitServer.requests.filter(({ path }) => path.startsWith(`/${name}.git`))
      .length;

  function send(
    host: 'github' | 'gitea',
    body: string,
    signature = createHmac('sha256', SECRET).update(body).digest('hex'),
  ) {
    const header = {
      github: 'x-hub-signature-256',
      gitea: 'x-gitea-signature',
    };
    const prefix = { github: 'sha256=', gitea: '' };
    return request(backend.server)
      .post(`/api/events/http/${host}`)
      .set('content-type', 'application/json')
      .set(`x-${host}-event`, 'push')
      .set(header[host], `${prefix[host]}${signature}`)
      .send(body);
  }

  const pushed = (name: string) =>
    JSON.stringify({
      ref: 'refs/heads/main',
      repository: {
        html_url: `${gitServer.url}/${name}`,
        clone_url: `${gitServer.url}/${name.toUpperCase()}.git`,
        ssh_url: `git@${gitServer.host.replace(/:.*/, '')}:${name}.git`,
      },
    });

  it.each(['github', 'gitea'] as const)(
    'of %s, with the right signature, have what was pushed shown at once',
    async host => {
      push('first');
      const { status } = await send(host, pushed('first'));
      expect(status).toBe(202);
      await isShown('first');
    },
  );

  it.each(['github', 'gitea'] as const)(
    'of %s do nothing without the right signature',
    async host => {
      push('first');
      const before = asked('first');
      const body = pushed('first');
      const other = createHmac('sha256', 'another').update(body).digest('hex');
      await send(host, body, other).expect(403);
      await send(host, body, '').expect(403);
      await send(host, body, 'x'.repeat(64)).expect(403);
      // What comes later, and is right, is done.
      push('second');
      await send(host, pushed('second')).expect(202);
      await isShown('second');
      expect(asked('first')).toBe(before);
    },
  );

  it('that are huge, malformed or about something else do nothing, and harm nothing', async () => {
    const before = asked('first');
    const known = await request(backend.server).get('/api/gitops/instances');
    const huge = JSON.stringify({ text: 'x'.repeat(6_000_000) });
    await send('gitea', huge).expect(413);
    const broken = await send('gitea', '{"repository":');
    expect(broken.status).toBeGreaterThanOrEqual(400);
    await send('gitea', '[]').expect(202);
    await send('gitea', '{"repository":{"clone_url":["x"]}}').expect(202);
    await send('gitea', pushed('unheard-of')).expect(202);
    await send('gitea', pushed("'; drop table git_repositories; --")).expect(
      202,
    );
    push('second');
    await send('gitea', pushed('second')).expect(202);
    await isShown('second');
    expect(asked('first')).toBe(before);
    expect(asked('unheard-of')).toBe(0);
    const after = await request(backend.server).get('/api/gitops/instances');
    expect(after.body.repositories).toHaveLength(
      known.body.repositories.length,
    );
  });

  it('that come again and again are one look, or few', async () => {
    push('first');
    const before = asked('first');
    const body = pushed('first');
    await Promise.all(
      Array.from({ length: 50 }, () => send('gitea', body).expect(202)),
    );
    await isShown('first');
    expect(asked('first') - before).toBeLessThan(50);
  });
});
