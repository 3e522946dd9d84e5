import { Loop } from './Loop';

/** Resolves with the n-th run. */
function counted() {
  let runs = 0;
  let waiting: Array<{ count: number; resolve: () => void }> = [];
  return {
    get runs() {
      return runs;
    },
    hit() {
      runs += 1;
      for (const { resolve } of waiting.filter(({ count }) => count <= runs)) {
        resolve();
      }
      waiting = waiting.filter(({ count }) => count > runs);
    },
    reach: (count: number) =>
      new Promise<void>(resolve => {
        if (runs >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

describe('Loop', () => {
  it('runs at once and after each interval until aborted', async () => {
    const counter = counted();
    const stop = new AbortController();
    const done = new Loop({
      run: async () => counter.hit(),
      intervalMs: 1,
      onError: () => {},
    }).start(stop.signal);
    await counter.reach(3);
    stop.abort();
    await done;
    const { runs } = counter;
    expect(runs).toBeGreaterThanOrEqual(3);
  });

  it('runs when woken, and once more when woken during a run', async () => {
    const counter = counted();
    const stop = new AbortController();
    const loop = new Loop({
      run: async () => {
        counter.hit();
        if (counter.runs === 2) loop.wake();
      },
      intervalMs: 3_600_000,
      onError: () => {},
    });
    const done = loop.start(stop.signal);
    await counter.reach(1);
    await Promise.resolve();
    loop.wake();
    await counter.reach(3);
    stop.abort();
    await done;
    expect(counter.runs).toBe(3);
  });

  it('goes on after failures, and tells each', async () => {
    const errors: string[] = [];
    const counter = counted();
    const stop = new AbortController();
    const done = new Loop({
      run: async () => {
        counter.hit();
        if (counter.runs < 3) throw new Error(`failure ${counter.runs}`);
      },
      intervalMs: 3_600_000,
      onError: error => errors.push(error.message),
    }).start(stop.signal);
    await counter.reach(3);
    stop.abort();
    await done;
    expect(errors).toEqual(['failure 1', 'failure 2']);
  });

  it('does not start when it is stopped already', async () => {
    const counter = counted();
    const stop = new AbortController();
    stop.abort();
    await new Loop({
      run: async () => counter.hit(),
      intervalMs: 1,
      onError: () => {},
    }).start(stop.signal);
    expect(counter.runs).toBe(0);
  });
});
