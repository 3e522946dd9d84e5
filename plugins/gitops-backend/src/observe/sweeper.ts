import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { Loop } from './Loop';
import { reasonOf } from './reasonOf';

/** Clears something away from time to time, and says once when that fails. */
export function sweeper(options: {
  /** Starts a sentence, e.g. `Old alerts`. */
  what: string;
  logger: LoggerService;
  intervalMs: number;
  run: () => Promise<void>;
}): Loop {
  const { what, logger, intervalMs, run } = options;
  const trouble = new TroubleLog(logger);
  return new Loop({
    run,
    intervalMs,
    onError: error =>
      trouble.begins(`${what} are not cleared away: ${reasonOf(error)}`),
    onSuccess: () => trouble.isOver(`${what} are cleared away again`),
  });
}
