/** How long things may take, all in ms. */
export interface OperationTimes {
  /** An engine answers a call. */
  answer: number;
  /** A call is answered and written down, by whichever process makes it. */
  request: number;
  /** An engine is at work without a sign. */
  run: number;
  /** From one look for overdue operations to the next. */
  sweep: number;
  /** Operations are kept. */
  keep: number;
}

export const OPERATION_TIMES: OperationTimes = {
  answer: 90_000,
  request: 2 * 60_000,
  run: 15 * 60_000,
  sweep: 30_000,
  keep: 90 * 24 * 3_600_000,
};
