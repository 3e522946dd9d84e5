import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { SKELETONS, TEMPLATE_FILE, TEMPLATE_REF } from '../template/skeletons';
import { examples } from './skeleton.examples';

/**
 * `gitops:skeleton`: Backstage's own `fetch:template`, for the skeletons of this
 * package. That one looks for them beside the template, where a dry run that is
 * asked for over HTTP has only what was sent along.
 */
export function createSkeletonAction(options: {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
}) {
  const fetchTemplate = createFetchTemplateAction(options);
  return createTemplateAction({
    id: 'gitops:skeleton',
    description:
      'Fills one of the skeletons that come with the template "New GitOps repository", as fetch:template does.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        skeleton: z => z.enum(SKELETONS, { description: 'Which of them' }),
        targetPath: z =>
          z.string({ description: 'A directory of the workspace' }),
        values: z =>
          z.record(z.any(), { description: 'What it is filled with' }),
      },
    },
    async handler(ctx) {
      const { skeleton, targetPath, values } = ctx.input;
      await fetchTemplate.handler({
        ...ctx,
        input: {
          url: `./${skeleton}`,
          targetPath,
          values,
          templateFileExtension: '.njk',
          trimBlocks: true,
          lstripBlocks: true,
        },
        templateInfo: {
          entityRef: TEMPLATE_REF,
          baseUrl: `file://${TEMPLATE_FILE}`,
        },
      });
    },
  });
}
