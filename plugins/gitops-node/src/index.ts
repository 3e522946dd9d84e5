/**
 * How an engine is taught to the GitOps backend.
 *
 * @packageDocumentation
 */
export * from './claim';
export * from './engine';
export * from './labelSelector';
export * from './observed';
