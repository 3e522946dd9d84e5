import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';

/** What could not be read is tried again after this, or when it is due if that is sooner. */
const RETRY_MS = 60_000;

export interface LastReadOptions<T> {
  /** What is known by it, in the plural, and of whom; for the log. */
  what: string;
  /** Of what it is a list. It is asked for only where there is one, so that none means no right. */
  kind: string;
  logger: LoggerService;
  /** So long after it was read it is read anew, in ms. */
  everyMs: number;
  list: (signal: AbortSignal) => Promise<T[]>;
}

/** A list that an Argo CD is asked for now and then, as last read. */
export class LastRead<T> {
  readonly #log: TroubleLog;
  #items: T[] = [];
  /** In ms since 1970. */
  #dueAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: LastReadOptions<T>) {
    this.#log = new TroubleLog(options.logger);
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /**
   * Reads it where that is due. Never throws: where it fails, what was read before stands.
   * @returns whether that was tried
   */
  async readIfDue(signal: AbortSignal): Promise<boolean> {
    const { what, kind, everyMs, list } = this.options;
    const startedAt = Date.now();
    if (startedAt < this.#dueAt) return false;
    try {
      this.#items = await list(signal);
      this.#dueAt = startedAt + everyMs;
    } catch (error) {
      if (signal.aborted) return false;
      this.#dueAt = startedAt + Math.min(everyMs, RETRY_MS);
      const why = error instanceof Error ? error.message : String(error);
      this.#log.begins(`${what} are not read: ${why}`);
      return true;
    }
    // Argo CD leaves out what an account may not read.
    if (this.#items.length === 0) {
      this.#log.begins(
        `${what} are not known: it shows no ${kind}; may our account read them?`,
      );
    } else {
      this.#log.isOver(`${what} are read again`);
    }
    return true;
  }
}
