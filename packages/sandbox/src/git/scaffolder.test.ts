import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import {
  addFiles,
  cloneRepo,
  commitAndPushBranch,
  createBranch,
} from '@backstage/plugin-scaffolder-node';
import { createPublishGiteaAction } from '@backstage/plugin-scaffolder-backend-module-gitea';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { OPEN, startTestHost, TestHost } from './__testUtils__/testHost';
import { GIT_ACCOUNT, GitAccount, SCAFFOLDER_ACCOUNT } from './credentials';
import { Push } from './types';

describe("a portal's own ways to this host", () => {
  let host: TestHost;
  let work: string;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    host = await startTestHost();
    work = await mkdtemp(join(tmpdir(), 'sandbox-scaffolder-'));
  });
  afterEach(async () => {
    await host.dispose();
    await rm(work, { recursive: true, force: true });
  });

  const configFor = ({ username, password }: GitAccount) =>
    mockServices.rootConfig({
      data: {
        integrations: {
          gitea: [
            {
              host: new URL(host.git.url).host,
              baseUrl: host.git.url,
              username,
              password,
            },
          ],
        },
      },
    });
  const publish = async (account: GitAccount, repo: string) => {
    const config = configFor(account);
    const action = createPublishGiteaAction({
      integrations: ScmIntegrations.fromConfig(config),
      config,
    });
    const { host: authority } = new URL(host.git.url);
    const output = new Map<string, unknown>();
    await action.handler({
      ...createMockActionContext({
        input: {
          repoUrl: `${authority}?owner=team&repo=${repo}`,
          description: 'A service',
        },
      }),
      workspacePath: work,
      output: (name: string, value: unknown) => output.set(name, value),
    });
    return Object.fromEntries(output);
  };
  const readerFor = (account: GitAccount) =>
    UrlReaders.default({ logger, config: configFor(account) });

  it('publishes a new repository', async () => {
    const pushes: Push[] = [];
    host.git.onPush(push => pushes.push(push));
    await writeFile(join(work, 'catalog-info.yaml'), 'kind: Component\n');

    const output = await publish(SCAFFOLDER_ACCOUNT, 'service');

    const sha = await host.git.resolve('team/service', 'main');
    expect(output).toEqual({
      remoteUrl: host.git.cloneUrl('team/service'),
      repoContentsUrl: `${host.git.url}/team/service/src/branch/main/`,
      commitHash: sha,
    });
    expect(pushes).toEqual([
      {
        repository: 'team/service',
        branch: 'main',
        before: '0'.repeat(40),
        after: sha,
      },
    ]);
    const file = await readerFor(GIT_ACCOUNT).readUrl(
      `${output.repoContentsUrl}catalog-info.yaml`,
    );
    expect((await file.buffer()).toString()).toBe('kind: Component\n');
  });

  it('publishes nothing twice, nor for the account that only reads', async () => {
    await host.git.createRepository('team/service');

    await expect(publish(SCAFFOLDER_ACCOUNT, 'service')).rejects.toThrow(
      /409.*already exists/,
    );
    await expect(publish(GIT_ACCOUNT, 'other')).rejects.toThrow(
      /403.*not allowed to create/,
    );
  });

  it('clones, and pushes a branch', async () => {
    const auth = {
      username: SCAFFOLDER_ACCOUNT.username,
      password: SCAFFOLDER_ACCOUNT.password,
    };
    const pushes: Push[] = [];
    host.git.onPush(push => pushes.push(push));
    const url = host.git.cloneUrl(OPEN);
    await cloneRepo({ url, dir: work, auth, logger, ref: 'main' });
    expect(await readFile(join(work, 'README.md'), 'utf8')).toBe('three\n');

    await createBranch({ dir: work, ref: 'add-service', auth, logger });
    await writeFile(join(work, 'service.yaml'), 'a: 1\n');
    await addFiles({ dir: work, filepath: '.', auth, logger });
    const { commitHash } = await commitAndPushBranch({
      dir: work,
      auth,
      logger,
      commitMessage: 'Add a service',
      branch: 'add-service',
    });

    expect(pushes).toMatchObject([
      { repository: OPEN, branch: 'add-service', after: commitHash },
    ]);
    expect(await host.git.readFile(OPEN, commitHash, 'service.yaml')).toBe(
      'a: 1\n',
    );
  });

  it('reads files and trees', async () => {
    const reader = readerFor(GIT_ACCOUNT);
    const url = `${host.git.url}/${OPEN}/src/branch/main`;

    const file = await reader.readUrl(`${url}/apps/a/config.yaml`);
    const tree = await reader.readTree(`${url}/apps`);
    const found = await reader.search(`${url}/none.yaml`);

    expect((await file.buffer()).toString()).toBe('a: 1\n');
    expect(tree.etag).toBe(await host.git.resolve(OPEN, 'main'));
    const files = await tree.files();
    expect(files.map(({ path }) => path).sort()).toEqual([
      'a/config.yaml',
      'b/config.yaml',
    ]);
    expect(found.files).toEqual([]);
  });
});
