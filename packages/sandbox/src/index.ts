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
export { GIT_ACCOUNT, SCAFFOLDER_ACCOUNT } from './git/credentials';
export type { ListedApplication, Verbs } from './control/verbs';
export type { Told } from './control/told';
export type { Clock } from './clock';
