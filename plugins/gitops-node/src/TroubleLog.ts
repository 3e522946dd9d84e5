import { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Logs a trouble once when it begins and once when it is over. What is said of
 * it in between, at each new attempt, is for debugging.
 */
export class TroubleLog {
  #isTroubled = false;

  constructor(
    private readonly logger: LoggerService,
    private readonly level: 'warn' | 'error' = 'warn',
  ) {}

  /** It is so, now or still. */
  begins(text: string): void {
    this.logger[this.#isTroubled ? 'debug' : this.level](text);
    this.#isTroubled = true;
  }

  /** Says so where there was trouble. */
  isOver(text: string): void {
    if (!this.#isTroubled) return;
    this.#isTroubled = false;
    this.logger.info(text);
  }
}
