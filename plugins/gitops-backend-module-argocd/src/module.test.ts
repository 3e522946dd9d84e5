import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  Engine,
  gitopsEnginesExtensionPoint,
} from '@backstage-gitops/plugin-gitops-node';
import gitopsModuleArgocd from './index';

it('teaches Argo CD to the GitOps backend, with the instances configured', async () => {
  const engines: Engine[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        gitopsEnginesExtensionPoint,
        { addEngine: engine => engines.push(engine) },
      ],
    ],
    features: [
      gitopsModuleArgocd,
      mockServices.rootConfig.factory({
        data: {
          gitops: {
            argocd: {
              instances: [
                { name: 'main', url: 'https://argocd.example.com' },
                { name: 'edge', cluster: 'edge-1' },
              ],
            },
          },
        },
      }),
    ],
  });
  expect(engines.map(({ kind }) => kind)).toEqual(['argocd']);
  expect(await engines[0].instances()).toEqual([
    expect.objectContaining({
      name: 'main',
      capabilities: {
        drift: true,
        driftWhilePending: true,
        operations: ['sync', 'refresh'],
        resources: true,
        diff: true,
      },
    }),
    expect.objectContaining({
      name: 'edge',
      capabilities: expect.objectContaining({
        drift: false,
        operations: ['refresh'],
      }),
    }),
  ]);
});
