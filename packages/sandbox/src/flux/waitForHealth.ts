import { Cluster, ObjectRef } from '../cluster/types';
import { Readiness, readinessOf } from './health';
import { subject } from './inventory';
import { Run } from './run';
import { Timer } from './timer';

function listed(
  found: Array<{ ref: ObjectRef; readiness: Readiness }>,
): string {
  const parts = found.map(
    ({ ref, readiness }) => `${subject(ref)} status: '${readiness}'`,
  );
  return `[${parts.join(', ')}]`;
}

/**
 * Waits until all objects are current. Resolves with Flux's words when one
 * failed or time is up, with undefined when all is well; rejects when the
 * controllers stop. A past that is being
 * written is not waited for: what is not current then has timed out.
 */
export function waitForHealth(options: {
  cluster: Cluster;
  refs: ObjectRef[];
  /** milliseconds */
  timeout: number;
  timer: Timer;
  run: Run;
}): Promise<string | undefined> {
  const { cluster, refs, timer, run } = options;
  const check = () => {
    const found = refs
      .map(ref => ({ ref, readiness: readinessOf(cluster.get(ref)) }))
      .filter(({ readiness }) => readiness !== 'Current');
    const failed = found.filter(({ readiness }) => readiness === 'Failed');
    return { found, failed };
  };

  return new Promise((resolve, reject) => {
    let stops: Array<() => void> = [];
    const end = () => stops.splice(0).forEach(stop => stop());
    const settle = (problem?: string) => {
      end();
      resolve(problem);
    };
    const timeOut = () =>
      settle(`timeout waiting for: ${listed(check().found)}`);
    const abort = () => {
      end();
      reject(run.signal.reason);
    };
    const look = () => {
      const { found, failed } = check();
      if (failed.length) {
        settle(`failed early due to stalled resources: ${listed(failed)}`);
      } else if (!found.length) {
        settle();
      }
      return !found.length || failed.length > 0;
    };

    run.signal.throwIfAborted();
    if (look()) {
      return;
    }
    if (run.isPast) {
      timeOut();
      return;
    }
    run.signal.addEventListener('abort', abort);
    stops = [
      cluster.subscribe(() => look()),
      timer(options.timeout, timeOut),
      () => run.signal.removeEventListener('abort', abort),
    ];
  });
}
