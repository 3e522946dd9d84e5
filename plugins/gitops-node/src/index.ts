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
export * from './kubernetes/KubernetesBackend';
export * from './kubernetes/KubernetesClient';
export * from './kubernetes/kubernetesObject';
export * from './kubernetes/listAndWatch';
export * from './kubernetes/listObjects';
export * from './kubernetes/objectName';
export * from './kubernetes/resourceTypes';
export * from './kubernetes/whyUnobservable';
export * from './managedFields/fieldPath';
export * from './managedFields/managedFields';
export * from './managedFields/managerActor';
export * from './requests/audited';
export * from './requests/problemsOf';
export * from './streams/ObservationQueue';
export * from './streams/observeThrough';
export * from './streams/openRequest';
export * from './streams/readLines';
export * from './streams/readText';
export * from './text/shorten';
export * from './text/stripCredentials';
export * from './TroubleLog';
export * from './waitAtMost';
