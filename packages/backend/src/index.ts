import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./signIn'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissionPolicy'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// These three lines are all that GitOps for Backstage needs.
backend.add(import('@backstage-gitops/plugin-gitops-backend'));
backend.add(import('@backstage-gitops/plugin-gitops-backend-module-argocd'));
backend.add(import('@backstage-gitops/plugin-gitops-backend-module-flux'));

backend.start();
