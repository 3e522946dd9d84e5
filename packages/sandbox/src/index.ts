export {
  ARGOCD_TOKEN,
  clusterToken,
  DEFAULT_PORTS,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
  type Service,
} from './sandbox';
export { GIT_ACCOUNT } from './git/credentials';
export type { ListedApplication, Told, Verbs } from './control/verbs';
export type { Clock } from './clock';
