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

  it('tells of each run that went well', async () => {
    const told: string[] = [];
    const counter = counted();
    const stop = new AbortController();
    const done = new Loop({
      run: async () => {
        counter.hit();
        if (counter.runs === 1) throw new Error('failure');
      },
      intervalMs: 1,
      onError: () => told.push('failed'),
      onSuccess: () => told.push('went well'),
    }).start(stop.signal);
    await counter.reach(4);
    stop.abort();
    await done;
    expect(told.slice(0, 3)).toEqual(['failed', 'went well', 'went well']);
  });

  describe('the pause after a failure', () => {
    beforeEach(() => {
      jest.useFakeTimers();
      // The longest that jitter gives.
      jest.spyOn(Math, 'random').mockReturnValue(0.999);
    });
    afterEach(() => {
      jest.useRealTimers();
      jest.restoreAllMocks();
    });

    /** When each run began, in ms from the start, while runs take so long and then fail. */
    async function failing(durations: number[]) {
      const stop = new AbortController();
      const began: number[] = [];
      const start = performance.now();
      const done = new Loop({
        run: async () => {
          began.push(performance.now() - start);
          const duration = durations.shift();
          if (duration === undefined) {
            stop.abort();
          } else if (duration > 0) {
            await new Promise(resolve => setTimeout(resolve, duration));
          }
          throw new Error('failure');
        },
        intervalMs: 1,
        onError: () => {},
      }).start(stop.signal);
      await jest.runAllTimersAsync();
      await done;
      return began.map((at, n) => at - (began[n - 1] ?? 0));
    }

    it('grows up to a minute', async () => {
      const pauses = (await failing(Array(9).fill(0))).slice(1);
      expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
      expect(pauses[0]).toBeLessThanOrEqual(1_000);
      expect(pauses[8]).toBeGreaterThan(50_000);
      expect(pauses[8]).toBeLessThanOrEqual(60_000);
    });

    it('is short again after a run that held for long', async () => {
      const hour = 3_600_000;
      const pauses = await failing([...Array(8).fill(0), hour]);
      expect(pauses[9] - hour).toBeLessThanOrEqual(1_000);
    });
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
