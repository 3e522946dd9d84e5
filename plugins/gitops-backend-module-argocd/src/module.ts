import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  gitopsEnginesExtensionPoint,
  KubernetesBackend,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdEngine } from './ArgocdEngine';

/** Teaches Argo CD to the GitOps backend. */
export const gitopsModuleArgocd = createBackendModule({
  pluginId: 'gitops',
  moduleId: 'argocd',
  register(env) {
    env.registerInit({
      deps: {
        engines: gitopsEnginesExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        discovery: coreServices.discovery,
        auth: coreServices.auth,
      },
      async init({ engines, config, logger, discovery, auth }) {
        const backend = new KubernetesBackend({ discovery, auth });
        engines.addEngine(new ArgocdEngine({ config, logger, backend }));
      },
    });
  },
});
