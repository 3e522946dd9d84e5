import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleGitops } from './catalogModule';
import { scaffolderModuleGitops } from './scaffolderModule';

/** Adds the actions to the scaffolder, and the template that uses them to the catalog. */
export const gitopsScaffolder = createBackendFeatureLoader({
  *loader() {
    yield scaffolderModuleGitops;
    yield catalogModuleGitops;
  },
});
