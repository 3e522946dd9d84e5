import { ExponentialBackoff, IBackoff } from 'cockatiel';
import pLimit from 'p-limit';

/**
 * How a run has ended: another one is due after the interval, soon because somebody
 * else is at work there, or only when it is asked for.
 */
export type Outcome = 'later' | 'soon' | 'done';

export interface SchedulerOptions {
  /**
   * One run for one repository. A rejection delays the next one by a growing,
   * jittered time.
   *
   * @param asked - it was requested, and is not merely due
   */
  run: (
    repositoryId: number,
    asked: boolean,
    signal: AbortSignal,
  ) => Promise<Outcome>;
  intervalMs: number;
  debounceMs: number;
}

export interface Scheduler {
  /** Runs soon; requests that come together are one run. */
  request(repositoryId: number): void;
  /** The same for what is known to be there: once, it waits for no backoff. */
  hurry(repositoryId: number): void;
  /** From now on it is due now and then. */
  watch(repositoryId: number): void;
  /** Ends what runs, and waits until it has. */
  stop(): Promise<void>;
}

interface Entry {
  timer?: NodeJS.Timeout;
  running?: Promise<void>;
  /** Kept until a run that began later has succeeded. */
  asked: boolean;
  backoff?: IBackoff<unknown>;
  /** Its backoff was cut short, and is not again before it succeeds. */
  hurried?: boolean;
}

const CONCURRENCY = 3;
const SOON_MS = 1_000;
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
    const { asked } = entry;
    entry.asked = false;
    let outcome: Outcome = 'later';
    try {
      if (stopped.signal.aborted) return;
      outcome = await options.run(id, asked, stopped.signal);
      entry.backoff = undefined;
      entry.hurried = false;
    } catch {
      // `run` has written down why.
      entry.backoff = (entry.backoff ?? BACKOFF).next(undefined);
    }
    entry.running = undefined;
    if (entry.backoff) {
      entry.asked = true;
      schedule(id, entry, entry.backoff.duration);
    } else if (outcome === 'soon') {
      entry.asked ||= asked;
      schedule(id, entry, jittered(SOON_MS));
    } else if (entry.asked) {
      schedule(id, entry, options.debounceMs);
    } else if (outcome === 'later') {
      schedule(id, entry, jittered(options.intervalMs));
    } else {
      entries.delete(id);
    }
  }

  function entryOf(id: number): Entry {
    const entry: Entry = entries.get(id) ?? { asked: false };
    entries.set(id, entry);
    return entry;
  }

  function request(id: number): void {
    const entry = entryOf(id);
    const isDue = entry.asked && entry.timer !== undefined;
    entry.asked = true;
    if (!entry.running && !entry.backoff && !isDue) {
      schedule(id, entry, options.debounceMs);
    }
  }

  return {
    request,
    hurry(id) {
      const entry = entryOf(id);
      if (entry.backoff && !entry.running && !entry.hurried) {
        entry.hurried = true;
        schedule(id, entry, options.debounceMs);
      } else {
        request(id);
      }
    },
    watch(id) {
      if (!entries.has(id)) schedule(id, entryOf(id), options.debounceMs);
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

/** So that replicas, and repositories, do not all ask at once. */
function jittered(ms: number): number {
  return ms * (0.9 + Math.random() * 0.2);
}
