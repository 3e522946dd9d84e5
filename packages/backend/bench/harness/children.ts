import { ChildProcess, fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const questionSchema = z.object({
  id: z.number(),
  method: z.string(),
  args: z.array(z.string()),
});
const answerSchema = z.object({
  id: z.number(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});
type Answer = z.infer<typeof answerSchema>;

/** A process of its own, so that what it holds is not counted with anything else. */
export class Child {
  #asked = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #ended: Promise<void>;

  private constructor(
    private readonly process: ChildProcess,
    private readonly log: string,
  ) {
    process.on('message', message => {
      // Backstage's loader of TypeScript says things here, too.
      const answered = answerSchema.safeParse(message).data;
      if (!answered) return;
      this.#waiting.get(answered.id)?.(answered);
      this.#waiting.delete(answered.id);
    });
    this.#ended = new Promise(resolve => {
      process.on('exit', () => resolve());
    });
  }

  /**
   * Runs a file, by its whole path.
   * @param options.log - where all goes that it says
   */
  static start(
    file: string,
    options: { args?: string[]; cwd?: string; log: string },
  ): Child {
    // Without source maps, which only developers have in their heap.
    const inherited = process.execArgv.filter(
      arg => arg !== '--enable-source-maps',
    );
    const child = fork(file, options.args ?? [], {
      cwd: options.cwd,
      env: { ...process.env, NODE_ENV: 'development' },
      execArgv: [...inherited, '--expose-gc'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const log = createWriteStream(options.log);
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return new Child(child, options.log);
  }

  /** Has the process do one of the things that it answers; throws when it fails or ends. */
  async ask(method: string, ...args: string[]): Promise<unknown> {
    const id = this.#asked++;
    const answered = new Promise<Answer>(resolve => {
      this.#waiting.set(id, resolve);
    });
    if (this.process.connected) this.process.send({ id, method, args });
    const { value, error } = await Promise.race([answered, this.failed()]);
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** Never resolves; rejects when the process ends. */
  async failed(): Promise<never> {
    await this.#ended;
    const lines = (await readFile(this.log, 'utf8')).trim().split('\n');
    throw new Error(
      `A process of the benchmark ended by itself; it said last:\n${lines
        .slice(-15)
        .join('\n')}`,
    );
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode) return;
    this.process.kill('SIGTERM');
    const killed = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await this.#ended;
    clearTimeout(killed);
  }
}

/** In such a process: what it can be asked for. */
export function answer(
  methods: Record<string, (...args: string[]) => unknown>,
): void {
  process.on('disconnect', () => process.exit());
  process.on('message', async message => {
    const { id, method, args } = questionSchema.parse(message);
    try {
      process.send?.({ id, value: await methods[method](...args) });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      process.send?.({ id, error: words });
    }
  });
}
