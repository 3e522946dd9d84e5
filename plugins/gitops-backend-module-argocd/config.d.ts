interface ArgocdInstanceConfig {
  /** What people call it; unique. */
  name: string;
  /**
   * Where the backend reaches Argo CD's API, e.g. `https://argocd.example.com`.
   * Required where there is no `cluster`.
   */
  url?: string;
  /** Where people open Argo CD, if elsewhere. */
  frontendUrl?: string;
  /**
   * An API token of an Argo CD account.
   * @visibility secret
   */
  token?: string;
  /** Instead of a token: an account that may log in. */
  username?: string;
  /** @visibility secret */
  password?: string;
}

interface ArgocdClusterInstanceConfig extends ArgocdInstanceConfig {
  /**
   * Instead of Argo CD's API: the cluster of the `kubernetes` configuration whose
   * Application objects are read. Without credentials of Argo CD then.
   */
  cluster?: string;
  /** With `cluster`: only the Applications in this namespace; else those of all. */
  namespace?: string;
}

export interface Config {
  gitops?: {
    argocd?: {
      instances?: ArgocdClusterInstanceConfig[];
    };
  };
  /** As the earlier Argo CD plugins are configured; read as it is. */
  argocd?: {
    /** For instances without credentials of their own. */
    username?: string;
    /** @visibility secret */
    password?: string;
    appLocatorMethods?: Array<{
      type: string;
      instances?: ArgocdInstanceConfig[];
    }>;
  };
}
