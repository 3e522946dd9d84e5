/** How a controller wants to see an object again after one reconciliation. */
export interface Outcome {
  /** Milliseconds until the next one; absent when only a change brings it back. */
  requeueAfter?: number;
}

/** What one reconciliation is given besides its object. */
export interface Run {
  /** Now, or the moment in the past that is being written. */
  now: () => Date;
  /** Set when a past is written: nothing is waited for then. */
  isPast: boolean;
  /** Ends waiting when the controllers stop. */
  signal: AbortSignal;
}
