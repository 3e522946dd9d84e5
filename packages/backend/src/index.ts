import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./signIn'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissionPolicy'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// These lines are all that GitOps for Backstage needs; the last one is for the template.
backend.add(import('@backstage-gitops/plugin-gitops-backend'));
backend.add(import('@backstage-gitops/plugin-gitops-backend-module-argocd'));
backend.add(import('@backstage-gitops/plugin-gitops-backend-module-flux'));
backend.add(import('@backstage-gitops/plugin-gitops-backend-module-external'));
backend.add(
  import('@backstage-gitops/plugin-scaffolder-backend-module-gitops'),
);

backend.start();
