export {
  ARGOCD_READER_TOKEN,
  ARGOCD_TOKEN,
  clusterReaderToken,
  clusterToken,
} from './world/accounts';
export {
  DEFAULT_PORTS,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
  type Service,
} from './sandbox';
export {
  CROWD_CLUSTER_TOKEN,
  startCrowd,
  type Crowd,
  type CrowdOptions,
} from './crowd/startCrowd';
export {
  startLargeRepository,
  type LargeRepository,
} from './crowd/startLargeRepository';
export type { LoggedRequest } from './crowd/requestLog';
export { GIT_ACCOUNT, SCAFFOLDER_ACCOUNT } from './git/credentials';
export type { ListedApplication, Verbs } from './control/verbs';
export type { Told } from './control/told';
export type { Clock } from './clock';
