import { startTestBackend } from '@backstage/backend-test-utils';
import {
  Engine,
  gitopsEnginesExtensionPoint,
} from '@backstage-gitops/plugin-gitops-node';
import gitopsModuleFlux from './index';

it('teaches Flux to the GitOps backend, and asks for no cluster unless configured', async () => {
  const engines: Engine[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        gitopsEnginesExtensionPoint,
        { addEngine: engine => engines.push(engine) },
      ],
    ],
    features: [gitopsModuleFlux],
  });
  expect(engines.map(({ kind }) => kind)).toEqual(['flux']);
  expect(await engines[0].instances()).toEqual([]);
});
