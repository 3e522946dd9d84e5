export interface Queue<Request> {
  /** Resolves when a run that began after this call is over; rejects as that run does. */
  push(key: string, request: Request): Promise<void>;
  /** Resolves when nothing runs or waits any more. */
  idle(): Promise<void>;
}

interface Waiting<Request> {
  request: Request;
  done: Promise<void>;
}

/**
 * Runs one request at a time per key, and merges those that wait: however many
 * come in during a run, one more run answers them all.
 */
export function createQueue<Request>(
  run: (key: string, request: Request) => Promise<void>,
  merge: (earlier: Request, later: Request) => Request,
): Queue<Request> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Waiting<Request>>();

  const start = (key: string, begin: () => Request): Promise<void> => {
    const done = (running.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => run(key, begin()));
    running.set(key, done);
    const clear = () => {
      if (running.get(key) === done) {
        running.delete(key);
      }
    };
    done.then(clear, clear);
    return done;
  };

  return {
    push(key, request) {
      const merged = waiting.get(key);
      if (merged) {
        merged.request = merge(merged.request, request);
        return merged.done;
      }
      const entry: Waiting<Request> = { request, done: Promise.resolve() };
      waiting.set(key, entry);
      entry.done = start(key, () => {
        waiting.delete(key);
        return entry.request;
      });
      return entry.done;
    },
    async idle() {
      while (running.size > 0) {
        await Promise.allSettled(running.values());
      }
    },
  };
}
