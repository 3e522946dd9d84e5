import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { z } from 'zod';
import { runAction, stepOf } from '../__testUtils__/runAction';
import { SKELETONS } from '../template/skeletons';
import { createSkeletonAction } from './skeleton';

const action = createSkeletonAction({
  reader: mockServices.urlReader.mock(),
  integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
});

const inputSchema = z.object({
  skeleton: z.enum(SKELETONS),
  targetPath: z.string(),
  values: z.record(z.string(), z.any()),
});

describe('gitops:skeleton', () => {
  const directory = createMockDirectory();

  it('does what its example says, wherever the template was read from', async () => {
    const step = stepOf(action.examples?.[0].example ?? '');
    expect(step.action).toBe(action.id);
    await runAction(action, {
      workspacePath: directory.path,
      input: inputSchema.parse(step.input),
      templateInfo: {
        entityRef: 'template:default/dry-run',
        baseUrl: 'file:///elsewhere/template.yaml',
      },
    });
    expect(directory.content()).toMatchObject({
      repository: {
        overlays: {
          staging: { 'namespace.yaml': expect.stringContaining('Namespace') },
        },
      },
    });
  });
});
