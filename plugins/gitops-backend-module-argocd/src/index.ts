/**
 * Argo CD for the GitOps backend.
 *
 * @packageDocumentation
 */
export { gitopsModuleArgocd as default } from './module';
