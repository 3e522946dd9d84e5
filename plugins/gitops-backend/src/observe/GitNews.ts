import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { GitHistory } from '../git/types';
import { Loop } from './Loop';
import { reasonOf } from './reasonOf';
import { Recorder } from './Recorder';

/** Whoever reads meanwhile waits for one of them. */
const BATCH = 50;

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
    const trouble = new TroubleLog(logger, 'error');
    this.#loop = new Loop({
      run: () => this.#pass(recorder),
      intervalMs: 60_000,
      onError: error =>
        trouble.begins(`News from Git could not be kept: ${reasonOf(error)}`),
      onSuccess: () => trouble.isOver('News from Git is kept again'),
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
