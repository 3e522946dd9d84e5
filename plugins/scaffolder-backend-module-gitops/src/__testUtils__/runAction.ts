import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { z } from 'zod';

const exampleSchema = z.object({
  steps: z
    .array(z.object({ action: z.string(), input: z.looseObject({}) }))
    .min(1),
});

/** The first step of an example of an action. */
export function stepOf(example: string) {
  return exampleSchema.parse(parse(example)).steps[0];
}

/** Runs an action as the scaffolder would, and gives what it puts out. */
export async function runAction<
  Input extends JsonObject,
  Output extends JsonObject,
>(
  action: TemplateAction<Input, Output>,
  context: Partial<ActionContext<Input, Output>>,
): Promise<Record<string, unknown>> {
  const outputs: Record<string, unknown> = {};
  const directories: string[] = [];
  try {
    await action.handler({
      ...createMockActionContext<Input, Output>(context),
      async createTemporaryDirectory() {
        const directory = await mkdtemp(join(tmpdir(), 'gitops-action-'));
        directories.push(directory);
        return directory;
      },
      ...(context.checkpoint && { checkpoint: context.checkpoint }),
      isDryRun: context.isDryRun,
      output(name, value) {
        outputs[String(name)] = value;
      },
    });
  } finally {
    for (const directory of directories) {
      await rm(directory, { recursive: true, force: true });
    }
  }
  return outputs;
}
