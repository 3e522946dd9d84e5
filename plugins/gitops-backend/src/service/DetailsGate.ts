import { ServiceUnavailableError } from '@backstage/errors';
import { bulkhead, BulkheadPolicy, isBulkheadRejectedError } from 'cockatiel';
import { reasonOf } from '../observe/reasonOf';

const AT_ONCE = 4;
const WAITING = 20;

/** Lets through so many questions to an instance at once, and keeps nobody waiting for long. */
export class DetailsGate {
  readonly #timeoutMs: number;
  readonly #gates = new Map<string, BulkheadPolicy>();

  constructor({ timeoutMs = 20_000 } = {}) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * @param instance - `name` is what people call it
   * @throws ServiceUnavailableError where too many wait, none answers in time, or
   * the engine fails: with its words
   */
  async ask<T>(
    { key, name }: { key: string; name: string },
    question: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    const gate = this.#gates.get(key) ?? bulkhead(AT_ONCE, WAITING);
    this.#gates.set(key, gate);
    // The place is given up in time even where the engine does not heed the signal.
    const turn = () => unlessAborted(deadline, question(deadline));
    try {
      return await unlessAborted(deadline, gate.execute(turn, deadline));
    } catch (error) {
      if (isBulkheadRejectedError(error)) {
        throw new ServiceUnavailableError(
          `"${name}" is asked too much at the moment: try again in a few seconds.`,
        );
      }
      throw new ServiceUnavailableError(
        deadline.aborted
          ? `"${name}" did not answer within ${this.#timeoutMs / 1000} s.`
          : `"${name}" could not answer: ${reasonOf(error)}`,
      );
    }
  }
}

/** @throws what the work throws, or at once when the signal aborts */
async function unlessAborted<T>(
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
