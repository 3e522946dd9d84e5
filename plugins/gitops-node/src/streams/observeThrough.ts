import { setMaxListeners } from 'node:events';
import { Observation } from '../engine';
import { ObservationQueue } from './ObservationQueue';

/**
 * Iterates over what `run` pushes, and throws what it throws. The signal that
 * `run` gets aborts with the given one, and also when nobody iterates any more.
 */
export async function* observeThrough(
  signal: AbortSignal,
  run: (queue: ObservationQueue, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<Observation, void, undefined> {
  const scope = new AbortController();
  // A run may have a listener for each of its streams.
  setMaxListeners(0, scope.signal);
  const queue = new ObservationQueue();
  const stop = () => {
    queue.close();
    scope.abort();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  run(queue, scope.signal).catch(error => queue.fail(error));
  try {
    yield* queue;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
