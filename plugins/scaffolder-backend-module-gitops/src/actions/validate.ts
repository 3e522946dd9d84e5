import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Kustomize } from '../kustomize/createKustomize';
import { describeFinding } from '../validate/finding';
import { refuse } from '../validate/refuse';
import { validate } from '../validate/validate';
import { examples } from './validate.examples';

/** `gitops:validate`: manifests against schemas and policies. */
export function createValidateAction(options: { kustomize: Kustomize }) {
  const { kustomize } = options;
  return createTemplateAction({
    id: 'gitops:validate',
    description:
      'Checks manifests against the schemas of Kubernetes, Argo CD and Flux, and against policies: no latest tag, limits set, not privileged, no access to the node, no plain secrets.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        paths: z =>
          z.array(z.string(), {
            description:
              'Files and directories in the workspace. A directory with a kustomization is checked as what it is rendered to',
          }),
      },
      output: {
        checked: z =>
          z.number({
            description: 'How many objects were held against a schema',
          }),
        unchecked: z =>
          z.array(z.string(), {
            description: 'What there is no schema for',
          }),
      },
    },
    async handler(ctx) {
      const { findings, checked, unchecked } = await validate({
        workspace: ctx.workspacePath,
        paths: ctx.input.paths,
        kustomize,
        signal: ctx.signal,
      });
      unchecked.forEach(what => ctx.logger.warn(`Not checked: ${what}`));
      findings.forEach(finding => ctx.logger.error(describeFinding(finding)));
      refuse(findings);
      if (checked + unchecked.length === 0) {
        throw new InputError(
          `There are no manifests at or below ${ctx.input.paths.join(', ')}`,
        );
      }
      ctx.logger.info(`${checked} objects are as they should be`);
      ctx.output('checked', checked);
      ctx.output('unchecked', unchecked);
    },
  });
}
