import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** What the skeletons lie beside. */
export const TEMPLATE_FILE = resolvePackagePath(
  '@backstage-gitops/plugin-scaffolder-backend-module-gitops',
  'templates/new-gitops-repository/template.yaml',
);

export const TEMPLATE_REF = 'template:default/new-gitops-repository';

export const SKELETONS = [
  'repository',
  'ci-actions',
  'ci-gitlab',
  'overlay',
  'argocd',
  'flux',
] as const;

/** The name of a directory beside the template. */
export type Skeleton = (typeof SKELETONS)[number];
