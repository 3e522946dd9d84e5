import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { z } from 'zod';
import { runAction, stepOf } from '../__testUtils__/runAction';
import { TestGitea } from '../__testUtils__/TestGitea';
import { createResumablePublishGiteaAction } from './publishGitea';
import { examples } from './publishGitea.examples';

const WEB = 'shop/web';
const inputSchema = z.object({
  repoUrl: z.string(),
  description: z.string(),
  sourcePath: z.string(),
  repoVisibility: z.enum(['private', 'public']).optional(),
});
type Input = z.infer<typeof inputSchema>;

function example(index: number): Input {
  const step = stepOf(examples[index].example);
  expect(step.action).toBe('gitops:publish:gitea');
  return inputSchema.parse(step.input);
}

describe('gitops:publish:gitea', () => {
  const directory = createMockDirectory();
  let gitea: TestGitea;

  beforeEach(async () => {
    gitea = await TestGitea.start();
    directory.setContent({
      'repository/README.md': 'The web shop\n',
      'repository/base/web.yaml': 'kind: Deployment\n',
    });
  });
  afterEach(() => gitea.stop());

  const run = (
    input: Partial<Input> = {},
    context: Partial<Parameters<typeof runAction>[1]> = {},
  ) => {
    const config = new ConfigReader({ integrations: gitea.integrations });
    const integrations = ScmIntegrations.fromConfig(config);
    const action = createResumablePublishGiteaAction({ integrations, config });
    return runAction(action, {
      ...context,
      workspacePath: directory.path,
      input: { ...example(0), ...input },
    });
  };
  const made = () =>
    gitea.requests.filter(request => request === 'POST /api/v1/orgs/shop/repos')
      .length;

  it.each([0, 1])('does what its example %d says', async index => {
    expect(await run(example(index))).toEqual({
      remoteUrl: `${gitea.url}/shop/web.git`,
      repoContentsUrl: `${gitea.url}/shop/web/src/branch/main/`,
    });
    expect(await gitea.file(WEB, 'main', 'README.md')).toBe('The web shop');
    expect(await gitea.file(WEB, 'main', 'base/web.yaml')).toBe(
      'kind: Deployment',
    );
  });

  it('goes on where it was killed after the repository was made', async () => {
    await gitea.create(WEB);
    await run();
    expect(await gitea.file(WEB, 'main', 'README.md')).toBe('The web shop');
    expect(made()).toBe(0);
  });

  it('goes on where it was killed after everything was pushed', async () => {
    const first = await run();
    expect(await run()).toEqual(first);
    expect(made()).toBe(1);
  });

  it('does nothing that a checkpoint says is done', async () => {
    const outputs = await run({}, { checkpoint: jest.fn() });
    expect(outputs).toMatchObject({ remoteUrl: `${gitea.url}/shop/web.git` });
    expect(gitea.requests).toEqual([]);
  });

  it('makes nothing in a dry run, but sees whether it could', async () => {
    await run({}, { isDryRun: true });
    expect(made()).toBe(0);
    await gitea.create(WEB, { 'README.md': 'Of others\n' });
    await expect(run({}, { isDryRun: true })).rejects.toThrow(
      'shop/web on git.example.com is there already, with other content: choose another name',
    );
  });

  it.each([
    ['other content', { 'README.md': 'Of others\n' }],
    ['a part of it only', { 'README.md': 'The web shop\n' }],
  ])('leaves a repository with %s alone', async (_, files) => {
    await gitea.create(WEB, files);
    await expect(run()).rejects.toThrow('with other content');
    expect(gitea.requests.filter(one => one.endsWith('receive-pack'))).toEqual(
      [],
    );
  });

  it.each([
    [{ sourcePath: '../x' }, /outside/],
    [{ sourcePath: 'repository/README.md' }, /has to be a directory/],
    [{ repoUrl: 'other.example.com?owner=a&repo=b' }, /integration/],
  ])('refuses %j', async (input, words) => {
    await expect(run(input)).rejects.toThrow(words);
    expect(gitea.requests).toEqual([]);
  });
});
