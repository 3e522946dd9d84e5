import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { temporaryDirectory } from '../__testUtils__/testHistory';
import { createTestRepository } from '../__testUtils__/testRepository';
import { describeFailure } from './redact';
import { gitEnvironment } from './gitEnvironment';
import { GitError } from './GitError';
import { runGit } from './runGit';
import { spoolGit } from './spoolGit';

describe('gitEnvironment', () => {
  it('inherits nothing that could change what git does, or that is secret', () => {
    const env = gitEnvironment(
      {
        gitDir: '/m',
        config: [['http.https://h.test/.extraHeader', 'Authorization: x']],
      },
      {
        PATH: '/bin',
        HTTPS_PROXY: 'http://proxy.test',
        GIT_DIR: '/evil',
        GIT_CONFIG_GLOBAL: '/evil',
        GIT_SSH_COMMAND: 'evil',
        GIT_EXTERNAL_DIFF: 'evil',
        GITHUB_TOKEN: 'secret',
      },
    );
    expect(env).toMatchObject({
      PATH: '/bin',
      HTTPS_PROXY: 'http://proxy.test',
      GIT_DIR: '/m',
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    });
    expect(JSON.stringify(env)).not.toMatch(/evil|secret/);
    const last = Number(env.GIT_CONFIG_COUNT) - 1;
    expect(env[`GIT_CONFIG_KEY_${last}`]).toBe(
      'http.https://h.test/.extraHeader',
    );
    expect(env[`GIT_CONFIG_VALUE_${last}`]).toBe('Authorization: x');
  });
});

describe('describeFailure', () => {
  it('gives one short line without secrets', () => {
    const said = describeFailure(
      `hint: x\nfatal: unable to access 'https://robin:pw@h.test/a': canary\nremote: Authorization: Basic abc\u0007\n`,
      ['canary'],
    );
    expect(said).toBe(
      "unable to access 'https://***@h.test/a': ***; remote: Authorization: Basic ***",
    );
    expect(describeFailure('x'.repeat(5000), []).length).toBeLessThan(300);
  });
});

describe('runGit', () => {
  const run = { gitDir: tmpdir(), timeoutMs: 10_000 };

  it('says in words what went wrong', async () => {
    const signal = new AbortController().signal;
    await expect(
      runGit({ ...run, signal, args: ['rev-list', '--stdin'] }),
    ).rejects.toThrow(/^git rev-list failed: /);
  });

  it('ends what waits for ever, when the time is over or it is told to', async () => {
    const abort = new AbortController();
    const waiting = runGit({
      ...run,
      signal: abort.signal,
      args: ['daemon', '--port=0', '--listen=127.0.0.1'],
    });
    abort.abort();
    await expect(waiting).rejects.toEqual(
      new GitError('git daemon was stopped', 'aborted'),
    );
    await expect(
      runGit({
        ...run,
        timeoutMs: 100,
        signal: new AbortController().signal,
        args: ['daemon', '--port=0', '--listen=127.0.0.1'],
      }),
    ).rejects.toMatchObject({ kind: 'timeout' });
  });
});

describe('spoolGit', () => {
  const root = temporaryDirectory();

  it('gives all that git says to who reads late, and leaves no file', async () => {
    const { directory } = createTestRepository(root, 'spooled');
    // More than any pipe takes.
    const input = `${'0'.repeat(40)}\n`.repeat(50_000);
    const run = {
      gitDir: directory,
      timeoutMs: 60_000,
      signal: new AbortController().signal,
      args: ['cat-file', '--batch-check'] as const,
      input,
    };
    const said = await runGit(run);
    expect(said.length).toBeGreaterThan(2_000_000);
    const before = readdirSync(directory);
    let names: string[] = [];
    const spooled = await spoolGit(run, async stdout => {
      names = readdirSync(directory);
      const pieces: Buffer[] = [];
      for await (const piece of stdout) pieces.push(piece);
      return Buffer.concat(pieces);
    });
    expect(spooled.equals(said)).toBe(true);
    expect(names).toEqual(before);
  });

  it('ends with who reads it', async () => {
    const { directory } = createTestRepository(root, 'unread');
    const reading = spoolGit(
      {
        gitDir: directory,
        timeoutMs: 60_000,
        signal: new AbortController().signal,
        args: ['cat-file', '--batch-check'],
        input: `${'0'.repeat(40)}\n`.repeat(50_000),
      },
      async () => {
        throw new Error('The database is gone');
      },
    );
    await expect(reading).rejects.toThrow('The database is gone');
  });
});
