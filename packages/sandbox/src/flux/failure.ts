import { wordsOf } from './words';

/** A reconciliation that ended early, by the reason that Ready=False gives. */
export class ReconcileFailure extends Error {
  constructor(
    readonly reason: string,
    message: string,
    /** Whether only a change helps, and no other try. */
    readonly isStalled = false,
  ) {
    super(message);
    this.name = 'ReconcileFailure';
  }
}

/** What a step throws is the failure of the reconciliation, for this reason. */
export async function failingAs<T>(
  reason: string,
  step: () => T | Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new ReconcileFailure(reason, wordsOf(error));
  }
}
