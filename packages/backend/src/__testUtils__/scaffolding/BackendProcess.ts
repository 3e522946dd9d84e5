import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';
import { backendConfig, TOKEN } from './backendConfig';
import { listenOnLoopback } from './listenOnLoopback';

const SAID_AT_MOST = 5_000;

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** A backend that can be killed, and started again on what it has left behind. */
export class BackendProcess {
  #child?: ChildProcess;
  #url = '';

  /**
   * @param directory - an empty one
   * @param git - URL of the Git host
   */
  constructor(
    private readonly directory: string,
    private readonly git: string,
  ) {}

  /** @throws Error with what it said last, where it ends before it has started */
  async start(): Promise<void> {
    const port = await freePort();
    const { directory, git } = this;
    const config = join(directory, 'app-config.json');
    await writeFile(
      config,
      JSON.stringify(backendConfig({ git, port, directory })),
    );
    this.#url = `http://127.0.0.1:${port}/api/scaffolder`;

    const child = fork(require.resolve('./backend'), ['--config', config], {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: { ...process.env, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    let said = '';
    const hear = (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-SAID_AT_MOST);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    await new Promise<void>((resolve, reject) => {
      child.on('message', message => {
        if (message === 'started') resolve();
      });
      child.once('error', reject);
      child.once('close', () =>
        reject(new Error(`The backend has ended; it said: ${said}`)),
      );
    });
  }

  /** As a machine that fails: it gets to finish nothing. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /**
   * Sends the form of the template.
   * @returns the id of the task
   */
  async scaffold(values: object): Promise<string> {
    const { body } = await request(this.#url)
      .post('/v2/tasks')
      .auth(TOKEN, { type: 'bearer' })
      .send({ templateRef: 'template:default/new-gitops-repository', values })
      .expect(201);
    return String(body.id);
  }

  /** What the scaffolder knows of a task. */
  async task(id: string): Promise<unknown> {
    return await this.#get(`/v2/tasks/${id}`);
  }

  /** What a task has told so far. */
  async events(id: string): Promise<unknown> {
    return await this.#get(`/v2/tasks/${id}/events`);
  }

  async #get(path: string): Promise<unknown> {
    const { body } = await request(this.#url)
      .get(path)
      .auth(TOKEN, { type: 'bearer' })
      .expect(200);
    return body;
  }
}
