/**
 * Flux for the GitOps backend.
 *
 * @packageDocumentation
 */
export { gitopsModuleFlux as default } from './module';
