export type { ClusterOptions, SandboxCluster } from './createCluster';
export { createCluster } from './createCluster';
export { type Access, type Account } from './http/auth';
export { KubeError, type Status, type StatusCause } from './errors';
export {
  allKinds,
  argoKinds,
  builtInKinds,
  customKind,
  fluxKinds,
  type ResourceType,
} from './kinds';
export type * from './types';
