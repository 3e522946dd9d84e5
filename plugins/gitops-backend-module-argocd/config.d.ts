interface ArgocdInstanceConfig {
  /** What people call it; unique. */
  name: string;
  /** Where the backend reaches Argo CD's API, e.g. `https://argocd.example.com`. */
  url: string;
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

export interface Config {
  gitops?: {
    argocd?: {
      instances?: ArgocdInstanceConfig[];
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
