import { ExponentialBackoff, IBackoff } from 'cockatiel';
import pLimit from 'p-limit';

export interface SchedulerOptions {
  /**
   * One run for one repository; resolves to whether there is to be another.
   * A rejection delays the next run by a growing, jittered time.
   */
  run: (repositoryId: number, signal: AbortSignal) => Promise<boolean>;
  intervalMs: number;
  debounceMs: number;
}

export interface Scheduler {
  /** Runs soon; requests that come together are one run. */
  request(repositoryId: number): void;
  /** Ends what runs, and waits until it has. */
  stop(): Promise<void>;
}

interface Entry {
  timer?: NodeJS.Timeout;
  running?: Promise<void>;
  /** Asked for while it ran. */
  again: boolean;
  backoff?: IBackoff<unknown>;
}

const CONCURRENCY = 3;
const BACKOFF = new ExponentialBackoff({
  initialDelay: 2_000,
  maxDelay: 15 * 60_000,
});

export function createScheduler(options: SchedulerOptions): Scheduler {
  const entries = new Map<number, Entry>();
  const limit = pLimit(CONCURRENCY);
  const stopped = new AbortController();

  function schedule(id: number, entry: Entry, delayMs: number): void {
    clearTimeout(entry.timer);
    if (stopped.signal.aborted) return;
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      entry.running = limit(() => runOnce(id, entry));
    }, delayMs);
  }

  async function runOnce(id: number, entry: Entry): Promise<void> {
    entry.again = false;
    let more = true;
    try {
      if (stopped.signal.aborted) return;
      more = await options.run(id, stopped.signal);
      entry.backoff = undefined;
    } catch {
      // `run` has written down why.
      entry.backoff = (entry.backoff ?? BACKOFF).next(undefined);
    }
    entry.running = undefined;
    if (entry.backoff) {
      schedule(id, entry, entry.backoff.duration);
    } else if (entry.again) {
      schedule(id, entry, options.debounceMs);
    } else if (more) {
      schedule(id, entry, options.intervalMs * (0.9 + Math.random() * 0.2));
    } else {
      entries.delete(id);
    }
  }

  return {
    request(id) {
      const entry: Entry = entries.get(id) ?? { again: false };
      entries.set(id, entry);
      if (entry.running) {
        entry.again = true;
      } else if (!entry.backoff) {
        schedule(id, entry, options.debounceMs);
      }
    },
    async stop() {
      stopped.abort();
      const running: Array<Promise<void>> = [];
      for (const entry of entries.values()) {
        clearTimeout(entry.timer);
        if (entry.running) running.push(entry.running);
      }
      await Promise.allSettled(running);
    },
  };
}
