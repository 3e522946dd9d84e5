import { Entity } from '@backstage/catalog-model';
import {
  Capabilities,
  EngineKind,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Engine,
  EngineInstance,
  Observation,
  ObservedApplication,
  ObserveOptions,
  OperationAnswer,
  OperationCall,
} from '@backstage-gitops/plugin-gitops-node';

/** An engine whose instances are told what to show. Entities claim by `example/app-name`. */
export class InMemoryEngine implements Engine {
  readonly kind: EngineKind;
  readonly annotations = ['example/app-name'];
  current: EngineInstance[];
  failure: Error | undefined;
  /** How often anything was asked of it or its instances. */
  asked = 0;

  constructor(kind: EngineKind, instances: EngineInstance[]) {
    this.kind = kind;
    this.current = instances;
  }

  async instances(): Promise<EngineInstance[]> {
    this.asked += 1;
    if (this.failure) throw this.failure;
    return this.current;
  }

  claims(entity: Entity): ReturnType<Engine['claims']> {
    const value = entity.metadata.annotations?.['example/app-name'];
    if (value === undefined) return { claims: [], problems: [] };
    if (value === '') {
      return { claims: [], problems: ['example/app-name names nothing.'] };
    }
    return { claims: [{ names: value.split(',') }], problems: [] };
  }
}

/** An instance that shows what it is given, one stream at a time. */
export class InMemoryInstance implements EngineInstance {
  readonly name: string;
  readonly capabilities: Capabilities = {
    drift: true,
    driftWhilePending: false,
    operations: ['sync', 'refresh'],
    resources: false,
    diff: false,
  };
  /** What it was asked for. */
  readonly calls: Array<OperationCall & { application: string }> = [];
  /** What it answers to that. */
  answer: (options: { signal: AbortSignal }) => Promise<OperationAnswer> =
    async () => ({ phase: 'Running' });
  resources?: EngineInstance['resources'];
  diff?: EngineInstance['diff'];
  /** Streams opened so far. */
  opened = 0;
  /** Whether one is open. */
  open = false;
  #queue: Array<Observation | Error | 'end'> = [];
  #wake: (() => void) | undefined;

  constructor(name: string) {
    this.name = name;
  }

  show(...observations: Observation[]): void {
    this.#push(...observations);
  }

  /** Breaks the stream; the error comes after what was shown before. */
  fail(error: Error): void {
    this.#push(error);
  }

  /** Ends the stream in order. */
  end(): void {
    this.#push('end');
  }

  async *observe({ signal }: ObserveOptions): AsyncIterable<Observation> {
    this.opened += 1;
    this.open = true;
    const wake = () => this.#wake?.();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        const next = this.#queue.shift();
        if (next === undefined) {
          await new Promise<void>(resolve => {
            this.#wake = resolve;
          });
        } else if (next === 'end') {
          return;
        } else if (next instanceof Error) {
          throw next;
        } else {
          yield next;
        }
      }
    } finally {
      this.open = false;
      signal.removeEventListener('abort', wake);
    }
  }

  async operate(
    { name }: ObservedApplication,
    call: OperationCall,
    options: { signal: AbortSignal },
  ): Promise<OperationAnswer> {
    this.calls.push({ application: name, ...call });
    return this.answer(options);
  }

  #push(...items: Array<Observation | Error | 'end'>): void {
    this.#queue.push(...items);
    this.#wake?.();
  }
}
