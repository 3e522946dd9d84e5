export interface Config {
  gitops?: {
    /** What the template *New GitOps repository* needs to know of the place it is used in. */
    scaffolder?: {
      repository: {
        /** Where new repositories are made; one of `integrations`: Gitea, GitHub or GitLab. */
        host: string;
        /** The organisation or group that they belong to. */
        owner: string;
        /** Who may read them; default private. */
        visibility?: 'private' | 'public';
      };
      /** The repository that the engines watch; new applications get there by pull request. */
      platform: {
        /** E.g. `git.example.com?owner=platform&repo=fleet`. */
        repoUrl: string;
        /** The branch that the engines watch; default main. */
        branch?: string;
      };
      /** Leave out if there is no Argo CD. */
      argocd?: {
        /** The directory of the platform repository that an app of apps renders. */
        path: string;
        /** The project of new Applications; default `default`. */
        project?: string;
        /** Where Application objects live; default `argocd`. */
        namespace?: string;
        /** By the name of the environment: one of Argo CD's clusters, by name or by server. */
        destinations: {
          [environment: string]: { name?: string; server?: string };
        };
      };
      /** Leave out if there is no Flux. */
      flux?: {
        /** Where Flux's objects live; default `flux-system`. */
        namespace?: string;
        /** By the name of the environment: the directory of the platform repository that its cluster applies. */
        paths: { [environment: string]: string };
        /** A Secret there with which Flux reads repositories that are private. */
        gitSecret?: string;
      };
    };
  };
}
