import { createScheduler } from './createScheduler';

describe('createScheduler', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('makes one run of many requests, and repeats it', async () => {
    const runs: number[] = [];
    const scheduler = createScheduler({
      intervalMs: 1000,
      debounceMs: 10,
      run: async id => {
        runs.push(id);
        return 'later';
      },
    });
    for (let i = 0; i < 5; i += 1) scheduler.request(1);
    await jest.advanceTimersByTimeAsync(500);
    expect(runs).toEqual([1]);
    await jest.advanceTimersByTimeAsync(1000);
    expect(runs).toEqual([1, 1]);
    await scheduler.stop();
    await jest.advanceTimersByTimeAsync(5000);
    expect(runs).toEqual([1, 1]);
  });

  it('runs again when it is asked while it runs, and at most three at once', async () => {
    const release: Array<() => void> = [];
    const started: number[] = [];
    const scheduler = createScheduler({
      intervalMs: 1_000_000,
      debounceMs: 10,
      run: id => {
        started.push(id);
        return new Promise(resolve => release.push(() => resolve('later')));
      },
    });
    [1, 2, 3, 4].forEach(scheduler.request);
    await jest.advanceTimersByTimeAsync(20);
    expect(started).toEqual([1, 2, 3]);
    scheduler.request(1);
    release[0]();
    await jest.advanceTimersByTimeAsync(20);
    expect(started).toEqual([1, 2, 3, 4]);
    release[1]();
    await jest.advanceTimersByTimeAsync(20);
    expect(started).toEqual([1, 2, 3, 4, 1]);
  });

  it('waits longer after each failure, whoever asks, and stops when it is not needed', async () => {
    let failing = true;
    let runs = 0;
    const scheduler = createScheduler({
      intervalMs: 100,
      debounceMs: 10,
      run: async () => {
        runs += 1;
        if (failing) throw new Error('no');
        return 'done';
      },
    });
    scheduler.request(1);
    await jest.advanceTimersByTimeAsync(50);
    for (let i = 0; i < 20; i += 1) {
      scheduler.request(1);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(runs).toBeLessThanOrEqual(2);
    failing = false;
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    const after = runs;
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(runs).toBe(after);
  });

  it('tells a run that was asked for from one that is due, and watches once', async () => {
    const runs: boolean[] = [];
    const scheduler = createScheduler({
      intervalMs: 1000,
      debounceMs: 10,
      run: async (_, asked) => {
        runs.push(asked);
        return 'later';
      },
    });
    scheduler.request(1);
    scheduler.watch(1);
    await jest.advanceTimersByTimeAsync(1500);
    expect(runs).toEqual([true, false]);
    await scheduler.stop();
  });

  it('loses no request to somebody else who is at work, or to a failure', async () => {
    const outcomes = ['soon', 'fail', 'later', 'later'] as const;
    const runs: boolean[] = [];
    const scheduler = createScheduler({
      intervalMs: 1_000_000,
      debounceMs: 10,
      run: async (_, asked) => {
        const outcome = outcomes[runs.length];
        runs.push(asked);
        if (outcome === 'fail') throw new Error('no');
        return outcome;
      },
    });
    scheduler.request(1);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(runs).toEqual([true, true, true]);
    await scheduler.stop();
  });

  it('is not put off by requests that go on and on', async () => {
    let runs = 0;
    const scheduler = createScheduler({
      intervalMs: 1_000_000,
      debounceMs: 100,
      run: async () => {
        runs += 1;
        return 'later';
      },
    });
    for (let i = 0; i < 30; i += 1) {
      scheduler.request(1);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(runs).toBeGreaterThanOrEqual(2);
    await scheduler.stop();
  });

  it('waits no longer for what turns out to be there, but once', async () => {
    let failing = true;
    let runs = 0;
    const scheduler = createScheduler({
      intervalMs: 1_000_000_000,
      debounceMs: 10,
      run: async () => {
        runs += 1;
        if (failing) throw new Error('no');
        return 'later';
      },
    });
    scheduler.request(1);
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    const before = runs;
    for (let i = 0; i < 3; i += 1) {
      scheduler.hurry(1);
      await jest.advanceTimersByTimeAsync(20);
    }
    expect(runs).toBe(before + 1);
    failing = false;
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(runs).toBe(before + 2);
    scheduler.hurry(1);
    await jest.advanceTimersByTimeAsync(20);
    expect(runs).toBe(before + 3);
    await scheduler.stop();
  });
});
