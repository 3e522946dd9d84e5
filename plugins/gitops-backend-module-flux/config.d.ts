export interface Config {
  gitops?: {
    flux?: {
      /**
       * The clusters that run Flux: `all` that the `kubernetes` configuration has, or
       * their names. Without it none is observed.
       */
      clusters?: 'all' | string[];
    };
  };
}
