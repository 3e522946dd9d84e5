import { Observation } from '@backstage-gitops/plugin-gitops-node';

/**
 * The next observation of a stream, or an error when none comes in time: a half-open
 * connection ends neither with data nor with an error. Rejects as soon as the
 * signal aborts, whether or not the stream heeds it.
 */
export function nextObservation(
  stream: AsyncIterator<Observation>,
  { signal, silenceMs }: { signal: AbortSignal; silenceMs: number },
): Promise<IteratorResult<Observation>> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const given = stream.next();
  const broken = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(silenceMessage(silenceMs))),
      silenceMs,
    );
    onAbort = () => reject(new Error('Stopped'));
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
  return Promise.race([given, broken]).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  });
}

function silenceMessage(silenceMs: number): string {
  return `Nothing was heard of it for ${Math.round(silenceMs / 1000)} s.`;
}
