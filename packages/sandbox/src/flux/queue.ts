import { Outcome } from './run';
import { Timer } from './timer';

/** What one run of a key is asked for; several askers share the run that has not begun. */
export interface Request {
  /** The moment in the past to write; absent for now. */
  at?: Date;
  /** Asked only because a source has news: nothing to do where those are known. */
  onlyForNews: boolean;
}

interface Turn {
  request: Request;
  done: Promise<void>;
}

/** Runs one key after the other with itself, and keys side by side. */
export class WorkQueue {
  /** The last run of a key, waiting or not, until it has ended. */
  readonly #last = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Turn>();
  readonly #alarms = new Map<string, () => void>();
  #repeats = false;

  constructor(
    private readonly timer: Timer,
    /** Undefined leaves the key's next run as it was planned. */
    private readonly work: (
      key: string,
      request: Request,
    ) => Promise<Outcome | undefined>,
  ) {}

  /** Settles with the run that serves this request. */
  add(key: string, request: Request): Promise<void> {
    const next = this.#waiting.get(key);
    if (next) {
      next.request = {
        at: next.request.at ?? request.at,
        onlyForNews: next.request.onlyForNews && request.onlyForNews,
      };
      return next.done;
    }
    const run = async () => {
      const turn = this.#waiting.get(key);
      this.#waiting.delete(key);
      const outcome = await this.work(key, turn?.request ?? request);
      if (outcome) {
        this.plan(key, outcome);
      }
    };
    const done = (this.#last.get(key) ?? Promise.resolve()).then(run, run);
    const settled = done
      .catch(() => {})
      .then(() => {
        if (this.#last.get(key) === settled) {
          this.#last.delete(key);
        }
      });
    this.#waiting.set(key, { request, done });
    this.#last.set(key, settled);
    return done;
  }

  /** Replaces the next run that a key has by time. */
  plan(key: string, { requeueAfter }: Outcome): void {
    this.forget(key);
    if (this.#repeats && requeueAfter !== undefined) {
      const again = () => void this.add(key, { onlyForNews: false });
      this.#alarms.set(key, this.timer(requeueAfter, again));
    }
  }

  forget(key: string): void {
    this.#alarms.get(key)?.();
    this.#alarms.delete(key);
  }

  /** From now on runs repeat as their outcomes say. */
  repeat(): void {
    this.#repeats = true;
  }

  /** Drops what is planned; resolves when nothing runs and nothing waits. */
  async stop(): Promise<void> {
    this.#repeats = false;
    [...this.#alarms.keys()].forEach(key => this.forget(key));
    while (this.#last.size) {
      await Promise.all(this.#last.values());
    }
  }
}
