import { waitAtMost } from './waitAtMost';

const never = new Promise<void>(() => {});
const { signal } = new AbortController();

describe('waitAtMost', () => {
  it('waits for the work, or until it is late', async () => {
    const done = waitAtMost(3_600_000, Promise.resolve('done'), signal);
    await expect(done).resolves.toBeUndefined();
    await expect(waitAtMost(1, never, signal)).resolves.toBeUndefined();
  });

  it('passes on what the work throws', async () => {
    await expect(
      waitAtMost(3_600_000, Promise.reject(new Error('away')), signal),
    ).rejects.toThrow('away');
  });

  it('ends when the signal aborts', async () => {
    const stop = new AbortController();
    const waiting = waitAtMost(3_600_000, never, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});
