export interface Config {
  gitops?: {
    external?: {
      /** What reports its state here instead of being observed. */
      instances?: Array<{
        /** What people call it; unique. */
        name: string;
        /**
         * Who may report for it: subjects of service tokens, as in
         * `backend.auth.externalAccess`.
         */
        subjects: string[];
        /**
         * What is not reported again within so many seconds is no longer taken for
         * current; 3600 unless given, at most a year.
         */
        expectEverySeconds?: number;
      }>;
    };
  };
}
