import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  gitopsEnginesExtensionPoint,
  KubernetesBackend,
} from '@backstage-gitops/plugin-gitops-node';
import { readFluxClusters } from './config';
import { FluxEngine } from './FluxEngine';

/** Teaches Flux to the GitOps backend. */
export const gitopsModuleFlux = createBackendModule({
  pluginId: 'gitops',
  moduleId: 'flux',
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
        engines.addEngine(
          new FluxEngine({
            clusters: readFluxClusters(config),
            backend: new KubernetesBackend({ discovery, auth }),
            logger,
          }),
        );
      },
    });
  },
});
