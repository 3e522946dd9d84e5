import { once } from 'node:events';
import { observeThrough } from './observeThrough';

describe('observeThrough', () => {
  it('ends what runs when nobody iterates any more', async () => {
    let inner: AbortSignal | undefined;
    const observations = observeThrough(
      new AbortController().signal,
      async (queue, signal) => {
        inner = signal;
        queue.push({ type: 'alive' });
        await once(signal, 'abort');
      },
    );
    for await (const observation of observations) {
      expect(observation).toEqual({ type: 'alive' });
      break;
    }
    expect(inner?.aborted).toBe(true);
  });

  it('throws what was thrown, after what came before it', async () => {
    const observations = observeThrough(
      new AbortController().signal,
      async queue => {
        queue.push({ type: 'alive' });
        throw new Error('gone');
      },
    );
    await expect(observations.next()).resolves.toMatchObject({ done: false });
    await expect(observations.next()).rejects.toThrow('gone');
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    const observations = observeThrough(stop.signal, async (_queue, signal) => {
      await once(signal, 'abort');
    });
    stop.abort();
    await expect(observations.next()).resolves.toMatchObject({ done: true });
  });
});
