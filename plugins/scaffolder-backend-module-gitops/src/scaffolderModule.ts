import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createResumablePublishGiteaAction } from './actions/publishGitea';
import { createRegisterAction } from './actions/register';
import { createRenderAction } from './actions/render';
import { createSkeletonAction } from './actions/skeleton';
import { createValidateAction } from './actions/validate';
import { createKustomize } from './kustomize/createKustomize';

/** Teaches the scaffolder the actions. */
export const scaffolderModuleGitops = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        reader: coreServices.urlReader,
      },
      async init({ scaffolder, config, reader }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const kustomize = createKustomize();
        scaffolder.addActions(
          createSkeletonAction({ reader, integrations }),
          createRenderAction({ kustomize }),
          createValidateAction({ kustomize }),
          createResumablePublishGiteaAction({ integrations, config }),
          createRegisterAction({ integrations }),
        );
      },
    });
  },
});
