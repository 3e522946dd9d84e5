import { createQueue } from './queue';

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('createQueue', () => {
  it('answers everything that comes in during a run with one more run', async () => {
    const runs: number[][] = [];
    const started = deferred();
    const gate = deferred();
    const queue = createQueue<number[]>(
      async (_key, request) => {
        runs.push(request);
        started.resolve();
        await gate.promise;
      },
      (earlier, later) => [...earlier, ...later],
    );
    const first = queue.push('a', [1]);
    await started.promise;
    const others = [queue.push('a', [2]), queue.push('a', [3])];
    expect(runs).toEqual([[1]]);
    gate.resolve();
    await Promise.all([first, ...others]);
    expect(runs).toEqual([[1], [2, 3]]);
  });

  it('runs keys side by side, and goes on after a failure', async () => {
    const gate = deferred();
    const queue = createQueue<string>(
      async (key, request) => {
        if (request === 'fail') {
          throw new Error('refused');
        }
        if (key === 'slow') {
          await gate.promise;
        }
      },
      (_earlier, later) => later,
    );
    const slow = queue.push('slow', 'go');
    await expect(queue.push('a', 'fail')).rejects.toThrow('refused');
    await expect(queue.push('a', 'go')).resolves.toBeUndefined();
    gate.resolve();
    await slow;
    await queue.idle();
  });
});
