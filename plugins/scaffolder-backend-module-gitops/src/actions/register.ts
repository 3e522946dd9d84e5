import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { openGitHost } from '../hosts/openGitHost';
import { filesIn } from '../register/files';
import { register } from '../register/register';
import { examples } from './register.examples';

const BRANCH = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*$/;

/** `gitops:register`: a pull request to the repository that an engine watches. */
export function createRegisterAction(options: {
  integrations: ScmIntegrationRegistry;
}) {
  const { integrations } = options;
  return createTemplateAction({
    id: 'gitops:register',
    description:
      'Opens a pull request that adds files to the repository that an engine watches, and lists them in the kustomizations there.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z.string({
            description:
              'The repository, e.g. git.example.com?owner=platform&repo=fleet; on Gitea, GitHub or GitLab',
          }),
        sourcePath: z =>
          z.string({
            description:
              'A directory in the workspace; what is below it is added at the same paths',
          }),
        branchName: z =>
          z.string({
            description:
              'The branch to make. The same name again means the same pull request',
          }),
        title: z =>
          z.string({ description: 'Of the pull request, and of the commit' }),
        description: z =>
          z.string({ description: 'Of the pull request' }).optional(),
        targetBranch: z =>
          z
            .string({
              description:
                'The branch that the engine watches; "main" by default',
            })
            .optional(),
        checkOnly: z =>
          z
            .boolean({
              description:
                'Only sees whether it could be done; nothing is pushed',
            })
            .optional(),
      },
      output: {
        pullRequestUrl: z =>
          z
            .string({ description: 'Where the pull request can be read' })
            .optional(),
        pullRequestNumber: z =>
          z
            .number({ description: 'The number of the pull request' })
            .optional(),
      },
    },
    async handler(ctx) {
      const { input, user } = ctx;
      const base = input.targetBranch ?? 'main';
      const head = input.branchName;
      if (!BRANCH.test(head) || head === base) {
        throw new InputError(
          `"${head}" cannot be the branch of a pull request to ${base}: name another`,
        );
      }
      const files = await filesIn(ctx.workspacePath, input.sourcePath);
      const host = openGitHost(input.repoUrl, integrations);
      const checkOnly = Boolean(input.checkOnly || ctx.isDryRun);
      const profile = user?.entity?.spec.profile;
      const run = () =>
        register(
          {
            host,
            files,
            base,
            head,
            checkOnly,
            title: input.title,
            description: input.description ?? '',
            author: { name: profile?.displayName, email: profile?.email },
          },
          () => ctx.createTemporaryDirectory(),
          ctx.logger,
        );
      if (checkOnly) {
        await run();
        ctx.logger.info(`${host.title} has room for ${files.length} files`);
        return;
      }
      const pull = await ctx.checkpoint({
        key: `register.${head}`,
        fn: async () => ({ ...(await run()) }),
      });
      ctx.output('pullRequestUrl', pull.url);
      ctx.output('pullRequestNumber', pull.number);
      ctx.logger.info(
        pull.url ? `The pull request is ${pull.url}` : 'There is nothing to do',
      );
    },
  });
}
