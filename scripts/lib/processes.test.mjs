import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCode, run, startProcess } from './processes.mjs';

const node = process.execPath;

test('passes the exit code and the output through', async () => {
  const script = "console.log('out'); console.error('err'); process.exit(3)";
  const { code, stdout, output } = await run(node, ['-e', script]);
  assert.equal(code, 3);
  assert.equal(stdout, 'out\n');
  assert.match(output, /out[^]*err|err[^]*out/);
});

test('a program that is not there ends with 127', async () => {
  const { code, error } = await run('no-such-program-here', []);
  assert.equal(code, 127);
  assert.match(error, /ENOENT/);
});

test('gives a signal the code that a shell gives it', () => {
  assert.equal(exitCode({ code: null, signal: 'SIGINT' }), 130);
  assert.equal(exitCode({ code: null, signal: 'SIGTERM' }), 143);
  assert.equal(exitCode({ code: 0, signal: null }), 0);
});

test(
  'ends what a program has started in turn',
  { skip: process.platform === 'win32' && 'no process groups there' },
  async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const started = startProcess(node, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(started.child.stdout, 'data');
    const grandchild = Number(String(line));
    await started.end();
    await untilGone(grandchild);
  },
);

async function once(stream, event) {
  return await new Promise(resolve => {
    stream.once(event, (...args) => resolve(args));
  });
}

/** Never comes back while the process lives; the runner's time limit fails the test. */
async function untilGone(pid) {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      assert.equal(error.code, 'ESRCH');
      return;
    }
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
}
