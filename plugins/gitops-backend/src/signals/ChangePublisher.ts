import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  CHANGED_CHANNEL,
  ChangedSignal,
} from '@backstage-gitops/plugin-gitops-common';
import { reasonOf } from '../observe/reasonOf';

const MAX_IDS = 500;

/**
 * Tells open pages which applications have changed: ids and a version only, as
 * signals reach everybody. Changes close to each other go out together, and
 * while signals are slow the next ones wait as one set of ids.
 */
export class ChangePublisher {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  readonly #delayMs: number;
  #applications = new Set<string>();
  #version = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: {
    signals: SignalsService;
    logger: LoggerService;
    delayMs?: number;
  }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
    this.#delayMs = options.delayMs ?? 100;
  }

  changed(applicationIds: string[], version = 0): void {
    if (this.#stopped) return;
    for (const id of applicationIds) this.#applications.add(id);
    this.#version = Math.max(this.#version, version);
    this.#schedule();
  }

  /** Nothing is sent from now on. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(async () => {
      await this.#publish();
      this.#timer = undefined;
      if (this.#applications.size > 0 && !this.#stopped) this.#schedule();
    }, this.#delayMs);
  }

  async #publish(): Promise<void> {
    const ids = [...this.#applications];
    const version = this.#version;
    this.#applications = new Set();
    this.#version = 0;
    for (let start = 0; start < ids.length; start += MAX_IDS) {
      const message: ChangedSignal = {
        applications: ids.slice(start, start + MAX_IDS),
        version,
      };
      // Pages that miss a signal are brought up to date by their next load.
      try {
        await this.#signals.publish({
          recipients: { type: 'broadcast' },
          channel: CHANGED_CHANNEL,
          message,
        });
      } catch (error) {
        this.#logger.debug(`A signal was not published: ${reasonOf(error)}`);
      }
    }
  }
}
