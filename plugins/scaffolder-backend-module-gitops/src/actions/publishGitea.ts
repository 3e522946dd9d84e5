import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { createPublishGiteaAction } from '@backstage/plugin-scaffolder-backend-module-gitea';
import {
  createTemplateAction,
  initRepoAndPush,
} from '@backstage/plugin-scaffolder-node';
import { giteaHost } from '../hosts/giteaHost';
import { parsePlace } from '../hosts/openGitHost';
import { repositoryState } from '../publish/repositoryState';
import { filesIn } from '../register/files';
import { examples } from './publishGitea.examples';

const BRANCH = 'main';

const STATES = {
  missing: 'not there yet',
  empty: 'there and empty, from a run that was stopped; going on from there',
  published: 'there already, just so',
};

/**
 * `gitops:publish:gitea`: Backstage's own `publish:gitea`, made safe to run again.
 * That one fails where the repository is there, also when a run that was killed
 * has just made it.
 */
export function createResumablePublishGiteaAction(options: {
  integrations: ScmIntegrationRegistry;
  config: Config;
}) {
  const { integrations, config } = options;
  const publishGitea = createPublishGiteaAction(options);
  return createTemplateAction({
    id: 'gitops:publish:gitea',
    description:
      'Publishes a directory of the workspace to Gitea with publish:gitea, and goes on where an earlier run of the same task was stopped. A repository with other content is left alone.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z.string({ description: 'Where the repository is to be' }),
        description: z => z.string({ description: 'Of the repository' }),
        sourcePath: z =>
          z.string({
            description: 'The directory in the workspace to publish',
          }),
        repoVisibility: z =>
          z
            .enum(['private', 'public'], {
              description: 'Who may read it; "private" by default',
            })
            .optional(),
      },
      output: {
        remoteUrl: z => z.string({ description: 'For Git' }),
        repoContentsUrl: z =>
          z.string({ description: 'Where its files can be read' }),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const place = parsePlace(input.repoUrl, integrations);
      const integration = integrations.gitea.byHost(place.host);
      if (!integration) {
        throw new InputError(
          `${place.host} is no Gitea: publish to it with the action for its kind`,
        );
      }
      const files = await filesIn(ctx.workspacePath, input.sourcePath);
      const { title, cloneUrl, credentials } = giteaHost(
        integration.config,
        place,
      );

      const publish = async () => {
        const state = await repositoryState(
          { config: integration.config, place, files, logger },
          () => ctx.createTemporaryDirectory(),
        );
        logger.info(`${title}: ${STATES[state]}`);
        if (ctx.isDryRun || state === 'published') return;
        const dir = resolveSafeChildPath(ctx.workspacePath, input.sourcePath);
        // A run that was stopped may have committed already.
        await rm(join(dir, '.git'), { recursive: true, force: true });
        if (state === 'missing') {
          const repoVisibility = input.repoVisibility ?? 'private';
          await publishGitea.handler({
            ...ctx,
            input: { ...input, defaultBranch: BRANCH, repoVisibility },
            output: () => {},
          });
          return;
        }
        await initRepoAndPush({
          dir,
          remoteUrl: cloneUrl,
          auth: await credentials(),
          logger,
          defaultBranch: BRANCH,
          commitMessage: 'initial commit',
          gitAuthorInfo: {
            name: config.getOptionalString('scaffolder.defaultAuthor.name'),
            email: config.getOptionalString('scaffolder.defaultAuthor.email'),
          },
        });
      };
      if (ctx.isDryRun) await publish();
      else await ctx.checkpoint({ key: 'publish', fn: publish });
      ctx.output('remoteUrl', cloneUrl);
      ctx.output(
        'repoContentsUrl',
        cloneUrl.replace(/\.git$/, `/src/branch/${BRANCH}/`),
      );
    },
  });
}
