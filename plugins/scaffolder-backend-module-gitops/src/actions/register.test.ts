import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { z } from 'zod';
import { runAction, stepOf } from '../__testUtils__/runAction';
import { ACCOUNT, TestGitea } from '../__testUtils__/TestGitea';
import { createRegisterAction } from './register';
import { examples } from './register.examples';

const FLEET = 'platform/fleet';
const inputSchema = z.object({
  repoUrl: z.string(),
  sourcePath: z.string(),
  branchName: z.string(),
  title: z.string(),
  description: z.string().optional(),
  checkOnly: z.boolean().optional(),
});
type Input = z.infer<typeof inputSchema>;

const input: Input = {
  repoUrl: 'git.example.com?owner=platform&repo=fleet',
  sourcePath: 'platform',
  branchName: 'gitops/add-web',
  title: 'Add web',
};

/** The input of an example. */
function example(index: number): Input {
  const step = stepOf(examples[index].example);
  expect(step.action).toBe('gitops:register');
  return inputSchema.parse(step.input);
}

describe('gitops:register', () => {
  const directory = createMockDirectory();
  let gitea: TestGitea;

  beforeEach(async () => {
    gitea = await TestGitea.start();
    await gitea.create(FLEET, {
      'argocd/old.yaml': 'a: 1\n',
      'clusters/staging/kustomization.yaml':
        '# What runs on staging\nresources:\n- old.yaml # stays\n',
    });
    directory.setContent({
      'platform/argocd/web.yaml': 'kind: Application\n',
      'platform/clusters/staging/web.yaml': 'kind: Kustomization\n',
    });
  });
  afterEach(() => gitea.stop());

  const run = (
    more: Partial<Input> = {},
    context: Partial<Parameters<typeof runAction>[1]> = {},
  ) => {
    const config = new ConfigReader({ integrations: gitea.integrations });
    const integrations = ScmIntegrations.fromConfig(config);
    return runAction(createRegisterAction({ integrations }), {
      ...context,
      workspacePath: directory.path,
      input: { ...input, ...more },
    });
  };
  const pushes = () =>
    gitea.requests.filter(request => request.endsWith('git-receive-pack'));

  it('opens a pull request with the files, and lists them where there are lists', async () => {
    const outputs = await run(example(0));

    expect(outputs).toEqual({
      pullRequestNumber: 1,
      pullRequestUrl: `${gitea.url}/platform/fleet/pulls/1`,
    });
    expect(gitea.pulls).toMatchObject([
      {
        head: 'gitops/add-web',
        base: 'main',
        title: 'Add web',
        body: 'Brings web to its environments.',
      },
    ]);
    const at = (path: string) => gitea.file(FLEET, 'gitops/add-web', path);
    expect(await at('argocd/web.yaml')).toBe('kind: Application');
    expect(await at('clusters/staging/web.yaml')).toBe('kind: Kustomization');
    expect(await at('clusters/staging/kustomization.yaml')).toBe(
      '# What runs on staging\nresources:\n- old.yaml # stays\n- web.yaml',
    );
    expect(await at('argocd/old.yaml')).toBe('a: 1');
  });

  it.each([
    ['its second example', example(1), {}],
    ['a dry run', {}, { isDryRun: true }],
  ])('pushes nothing in %s', async (_, more, context) => {
    expect(await run(more, context)).toEqual({});
    expect(pushes()).toEqual([]);
    expect(gitea.pulls).toEqual([]);
  });

  it("leaves out Git's own files", async () => {
    directory.addContent({ 'platform/.git/config': 'x', 'platform/.GIT': 'x' });
    await run();
    await expect(gitea.file(FLEET, 'gitops/add-web', '.GIT')).rejects.toThrow(
      /does not exist/,
    );
  });

  it('names the person as author', async () => {
    await run(
      {},
      {
        user: {
          ref: 'user:default/robin',
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'robin' },
            spec: {
              profile: { displayName: 'Robin', email: 'robin@example.com' },
            },
          },
        },
      },
    );
    expect(await gitea.author(FLEET, 'gitops/add-web')).toBe(
      'Robin <robin@example.com>',
    );
  });

  describe('run again', () => {
    it('takes the pull request that there is', async () => {
      const first = await run();
      expect(await run()).toEqual(first);
      expect(gitea.pulls).toHaveLength(1);
    });

    it('goes on where the branch was pushed and no more', async () => {
      await run();
      gitea.pulls.length = 0;
      const before = pushes().length;
      expect(await run()).toMatchObject({ pullRequestNumber: 1 });
      expect(gitea.pulls).toHaveLength(1);
      expect(pushes()).toHaveLength(before);
    });

    it('takes the pull request that has been merged', async () => {
      const first = await run();
      await gitea.merge(1);
      expect(await run()).toEqual(first);
      expect(gitea.pulls).toHaveLength(1);
    });

    it('opens another one after the first was turned down', async () => {
      await run();
      gitea.pulls[0].state = 'closed';
      expect(await run()).toMatchObject({ pullRequestNumber: 2 });
    });

    it('does nothing that a checkpoint says is done', async () => {
      const done = { number: 7, url: 'https://git.example.com/7' };
      const outputs = await run(
        {},
        { checkpoint: jest.fn().mockResolvedValue(done) },
      );
      expect(outputs).toMatchObject({ pullRequestNumber: 7 });
      expect(gitea.requests).toEqual([]);
    });
  });

  describe('refuses', () => {
    it.each([true, false])(
      'a file that is there with other content (only checking: %p)',
      async checkOnly => {
        await gitea.commit(FLEET, { 'argocd/web.yaml': 'of: others\n' });
        await expect(run({ checkOnly })).rejects.toThrow(
          '"argocd/web.yaml": there already, with other content',
        );
        expect(gitea.pulls).toEqual([]);
      },
    );

    it('a branch that is there with other content', async () => {
      await run();
      directory.addContent({ 'platform/argocd/web.yaml': 'kind: Other\n' });
      await expect(run()).rejects.toThrow(
        'The branch gitops/add-web of platform/fleet on git.example.com is there already',
      );
    });

    it('a kustomization that cannot be added to', async () => {
      const path = 'clusters/staging/kustomization.yaml';
      await gitea.commit(FLEET, { [path]: 'resources: all\n' });
      await expect(run({ checkOnly: true })).rejects.toThrow(
        `"${path}" cannot list web.yaml: its "resources" are no list; put it right first`,
      );
    });

    it('what is no plain file', async () => {
      await symlink('/etc/passwd', join(directory.path, 'platform/passwd'));
      await expect(run()).rejects.toThrow('"passwd" is no plain file');
    });

    it.each([
      [{ sourcePath: '..' }, /outside/],
      [{ sourcePath: 'nothing' }, /no "nothing"/],
      [{ branchName: 'main' }, /cannot be the branch/],
      [{ branchName: '--upload-pack=x' }, /cannot be the branch/],
      [{ branchName: 'a/../b' }, /cannot be the branch/],
      [{ repoUrl: 'other.example.com?owner=a&repo=b' }, /integration/],
      [{ repoUrl: 'git.example.com?repo=b' }, /names no owner/],
    ])('%j', async (more, words) => {
      await expect(run(more)).rejects.toThrow(words);
      expect(gitea.requests).toEqual([]);
    });

    it('a path that a link in the repository leads out of it', async () => {
      directory.addContent({ 'platform/out/web.yaml': 'a: 1\n' });
      await gitea.link(FLEET, 'out', '/tmp');
      await expect(run()).rejects.toThrow(/outside/);
      expect(pushes()).toEqual([]);
    });
  });

  it('says nothing of the password, whatever happens', async () => {
    const logger = mockServices.logger.mock();
    const texts: string[] = [];
    const attempts: Array<Partial<Input>> = [
      {},
      { repoUrl: 'git.example.com?owner=platform&repo=gone' },
    ];
    for (const more of attempts) {
      texts.push(String(await run(more, { logger }).catch(String)));
    }
    await gitea.stop();
    texts.push(String(await run({}, { logger }).catch(String)));
    const said = JSON.stringify([
      texts,
      [logger.info, logger.warn, logger.error, logger.debug].map(
        log => log.mock.calls,
      ),
    ]);
    expect(said).toContain('Pushing');
    for (const secret of [
      ACCOUNT.password,
      Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64'),
    ]) {
      expect(said).not.toContain(secret);
    }
  });
});
