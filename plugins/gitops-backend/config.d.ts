export interface Config {
  gitops?: {
    /** Stages in promotion order. The first whose `match` holds is taken. */
    environments?: Array<{
      name: string;
      /** All that is given must hold; `*` in a value stands for anything. */
      match: {
        labels?: { [label: string]: string };
        cluster?: string;
        namespace?: string;
        project?: string;
        /** Of a Git source; `*` stands for anything within a segment, `**` for any number of them. */
        path?: string;
      };
    }>;
    binding?: {
      /**
       * Whether applications belong to components below whose source location a Git
       * source of theirs lies; default false. It is confirmed where they lie below
       * the file that the catalog read the component from, at the same branch.
       */
      sourceLocation?: boolean;
      /** Which applications belong to which entity; that is confirmed. All rules that hold count. */
      rules?: Array<{
        /** All that is given must hold, and something must be given; as of `environments`. */
        match: {
          labels?: { [label: string]: string };
          cluster?: string;
          namespace?: string;
          project?: string;
          /** Of the same Git source as `repository`. */
          path?: string;
          /** What services report is meant by rules with `external` only. */
          engine?: 'argocd' | 'flux' | 'external';
          /** The Argo CD, or the cluster that runs Flux. */
          instance?: string;
          /** URL of a Git source, without a branch; stars as in `path`. */
          repository?: string;
        };
        /** `{{label:name}}` in it stands for the value of the application's label of that name. */
        entityRef: string;
      }>;
      /**
       * An entity that merely names an application gives its owner the same
       * rights as one that the application names; default false.
       */
      trustClaims?: boolean;
    };
    history?: {
      /** How many days syncs and unobserved spans are kept, from 1 to 36500; default 365. */
      keepDays?: number;
    };
    git?: {
      /** Where the mirrors lie; default: a folder in the system's temporary directory. */
      directory?: string;
      /** How often each repository is asked for news, in seconds; default 60. */
      intervalSeconds?: number;
      /**
       * Which repositories may be fetched: hosts with their port, or `host/path`, where
       * `*` stands for anything within a segment, `**` for any number of them; default:
       * those of the hosts in `integrations`.
       */
      allow?: string[];
    };
  };
  events?: {
    modules?: {
      gitea?: {
        /**
         * Of webhooks of Gitea or Forgejo.
         * @visibility secret
         */
        webhookSecret?: string;
      };
      bitbucketCloud?: {
        /** @visibility secret */
        webhookSecret?: string;
      };
      bitbucketServer?: {
        /** @visibility secret */
        webhookSecret?: string;
      };
    };
  };
}
