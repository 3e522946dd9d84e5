export { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
