import { isError } from '@backstage/errors';
import { ExponentialBackoff, fullJitterGenerator } from 'cockatiel';

export interface LoopOptions {
  run: (signal: AbortSignal) => Promise<void>;
  /** From the end of one run to the next, unless woken. */
  intervalMs: number;
  /** Told of each failed run; the next comes after a jittered, growing pause. */
  onError: (error: Error) => void;
  /** Told of each run that went well. */
  onSuccess?: () => void;
}

const MAX_PAUSE_MS = 60_000;
const BACKOFF = new ExponentialBackoff({
  generator: fullJitterGenerator,
  initialDelay: 1_000,
  maxDelay: MAX_PAUSE_MS,
});

/** Runs one thing again and again until aborted: at once, after each interval, and when woken. */
export class Loop {
  readonly #options: LoopOptions;
  #wake: (() => void) | undefined;
  #woken = false;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** Resolves when the signal has aborted and the last run is over. */
  async start(signal: AbortSignal): Promise<void> {
    const { run, intervalMs, onError, onSuccess } = this.#options;
    let backoff = BACKOFF.next();
    while (!signal.aborted) {
      let pause = intervalMs;
      this.#woken = false;
      const startedAt = performance.now();
      try {
        await run(signal);
        backoff = BACKOFF.next();
        if (!signal.aborted) onSuccess?.();
      } catch (error) {
        // Whatever was thrown, the loop goes on.
        if (!signal.aborted) {
          onError(isError(error) ? error : new Error(String(error)));
        }
        // A stream that held for hours is not one more failure in a row.
        const heldOn = performance.now() - startedAt > MAX_PAUSE_MS;
        if (heldOn) backoff = BACKOFF.next();
        pause = backoff.duration;
        backoff = backoff.next(undefined);
      }
      await this.#sleep(pause, signal);
    }
  }

  /** Runs at once, or once more when a run is under way. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#woken) return;
    let wake = () => {};
    const woken = new Promise<void>(resolve => {
      wake = resolve;
    });
    const timer = setTimeout(wake, ms);
    this.#wake = wake;
    signal.addEventListener('abort', wake);
    await woken;
    clearTimeout(timer);
    this.#wake = undefined;
    signal.removeEventListener('abort', wake);
  }
}
