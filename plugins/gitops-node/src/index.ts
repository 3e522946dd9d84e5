/**
 * How an engine is taught to the GitOps backend, and what engines share: field
 * managers, the Kubernetes API, requests whose answers are bounded in size and time.
 *
 * @packageDocumentation
 */
export * from './claim';
export * from './engine';
export * from './labelSelector';
export * from './observed';
export * from './entityRefs';
export * from './kubernetes/KubernetesClient';
export * from './kubernetes/listAndWatch';
export * from './kubernetes/listObjects';
export * from './kubernetes/objectName';
export * from './managedFields/fieldPath';
export * from './managedFields/managedFields';
export * from './managedFields/managerActor';
export * from './streams/ObservationQueue';
export * from './streams/observeThrough';
export * from './streams/openRequest';
export * from './streams/readLines';
export * from './streams/readText';
export * from './text/shorten';
export * from './TroubleLog';
export * from './waitAtMost';
