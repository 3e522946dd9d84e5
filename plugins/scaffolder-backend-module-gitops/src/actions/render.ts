import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Kustomize } from '../kustomize/createKustomize';
import { existing, findManifests } from '../kustomize/paths';
import { readTree } from '../kustomize/readTree';
import { refuse } from '../validate/refuse';
import { examples } from './render.examples';

/** `gitops:render`: what kustomizations in the workspace are rendered to. */
export function createRenderAction(options: { kustomize: Kustomize }) {
  const { kustomize } = options;
  return createTemplateAction({
    id: 'gitops:render',
    description:
      'Renders the kustomizations at or below a path with kustomize, each to one file in the workspace.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z.string({
            description:
              'A kustomization, or a directory that holds some, in the workspace',
          }),
        output: z =>
          z
            .string({
              description:
                'The directory in the workspace for what comes out; "rendered" by default',
            })
            .optional(),
      },
      output: {
        files: z =>
          z.array(z.string(), {
            description: 'The files that were written, in the workspace',
          }),
      },
    },
    async handler(ctx) {
      const { workspacePath: workspace, signal } = ctx;
      const { path, output = 'rendered' } = ctx.input;
      const root = await existing(workspace, path);
      const { kustomizations } = await findManifests(workspace, path);
      if (kustomizations.length === 0) {
        throw new InputError(
          `There is no kustomization at or below "${path}": add a kustomization.yaml`,
        );
      }
      const files: string[] = [];
      for (const directory of kustomizations) {
        const source = relative(workspace, directory);
        refuse((await readTree(workspace, directory)).findings);
        const name = relative(root.path, directory) || basename(directory);
        const file = join(output, `${name}.yaml`);
        const target = resolveSafeChildPath(workspace, file);
        const rendered = await kustomize
          .build(directory, signal)
          .catch(error => {
            const words = toError(error).message;
            throw new InputError(
              `kustomize cannot render ${source}: ${words.replaceAll(
                `${workspace}/`,
                '',
              )}`,
            );
          });
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, rendered);
        ctx.logger.info(`Rendered ${source} to ${file}`);
        files.push(file);
      }
      ctx.output('files', files);
    },
  });
}
