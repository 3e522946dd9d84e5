import { LoggerService } from '@backstage/backend-plugin-api';
import { GitHistory } from '../git/types';
import { Loop } from './Loop';
import { reasonOf } from './reasonOf';
import { Recorder } from './Recorder';

const BATCH = 200;

/** Passes on what Git history has news of, batched, until it is written. */
export class GitNews {
  readonly #waiting = new Set<string>();
  readonly #loop: Loop;

  constructor(options: {
    git: GitHistory;
    recorder: Recorder;
    logger: LoggerService;
  }) {
    const { git, recorder, logger } = options;
    this.#loop = new Loop({
      run: () => this.#pass(recorder),
      intervalMs: 60_000,
      onError: error =>
        logger.error(`News from Git could not be kept: ${reasonOf(error)}`),
    });
    git.onChanged(ids => {
      for (const id of ids) this.#waiting.add(id);
      this.#loop.wake();
    });
  }

  start(signal: AbortSignal): Promise<void> {
    return this.#loop.start(signal);
  }

  async #pass(recorder: Recorder): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, BATCH);
      for (const id of batch) this.#waiting.delete(id);
      try {
        await recorder.gitChanged(batch);
      } catch (error) {
        for (const id of batch) this.#waiting.add(id);
        throw error;
      }
    }
  }
}
