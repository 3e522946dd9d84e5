import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Knex } from 'knex';

export interface IndexerOptions {
  database: Knex.Config;
  /** The Git host, as of `integrations.gitea`. */
  host: { host: string; baseUrl: string };
  directory: string;
  intervalMs: number;
  leaseMs: number;
  nowMs: number;
}

/** What another process needs to open the same database; knex hides the password. */
export function databaseOf({ client }: Knex): Knex.Config {
  const { connection } = client.config;
  return {
    client: client.config.client,
    connection: { ...connection, password: connection.password },
    useNullAsDefault: true,
  };
}

/** A replica's Git history in a process that can be stopped, and killed. */
export class IndexerProcess {
  /** What it has logged, with its level before it. */
  readonly said: string[] = [];
  readonly #child: ChildProcess;
  readonly #loaded: Promise<void>;

  /** Begins to load at once, so that it can begin to work the sooner. */
  constructor() {
    this.#child = fork(require.resolve('./indexer'), [], {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: { ...process.env, NODE_ENV: 'development' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', chunk => this.said.push(String(chunk)));
    this.#loaded = new Promise(resolve => {
      this.#child.on('message', message => {
        if (message === 'loaded') resolve();
        else if (isSaid(message)) this.said.push(message.said);
      });
    });
  }

  /** @throws Error with what it said where it ends instead */
  async start(options: IndexerOptions): Promise<void> {
    const ended = once(this.#child, 'exit').then(() => {
      throw new Error(`The process has ended; it said: ${this.said}`);
    });
    await Promise.race([this.#loaded, ended]);
    ended.catch(() => {});
    this.#child.send(options);
  }

  /** It stands still from now on, as a machine that is suspended. */
  stop(): void {
    this.#child.kill('SIGSTOP');
  }

  continue(): void {
    this.#child.kill('SIGCONT');
  }

  /** As a machine that fails: neither it nor what it has started gets to finish anything. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGSTOP');
    for (const git of childrenOf(pid)) endGroup(git);
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** What helps to load it sends messages, too. */
function isSaid(message: unknown): message is { said: string } {
  return typeof Object(message).said === 'string';
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, of] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(of) === parent ? [Number(name)] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
