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
      };
    }>;
    binding?: {
      /**
       * An entity that merely names an application gives its owner the same
       * rights as one that the application names; default false.
       */
      trustClaims?: boolean;
    };
    history?: {
      /** How many days syncs and unobserved spans are kept; default 365. */
      keepDays?: number;
    };
    git?: {
      /** Where the mirrors lie; default: a folder in the system's temporary directory. */
      directory?: string;
      /** How often each repository is asked for news, in seconds; default 60. */
      intervalSeconds?: number;
    };
  };
}
