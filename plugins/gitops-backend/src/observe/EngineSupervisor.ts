import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Engine,
  EngineInstance,
  TroubleLog,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { markInstanceGone } from '../store/goneInstances';
import { listInstances } from '../store/instances';
import { saveInstance } from '../store/saveInstance';
import { InstanceObserver } from './InstanceObserver';
import { Loop } from './Loop';
import { reasonOf } from './reasonOf';
import { Recorder } from './Recorder';

export interface EngineSupervisorOptions {
  db: Knex;
  logger: LoggerService;
  recorder: Recorder;
  engine: Engine;
  /** How often the engine is asked for its instances, in ms. */
  intervalMs?: number;
  silenceMs?: number;
}

interface Running {
  observer: InstanceObserver;
  stop: AbortController;
  done: Promise<void>;
}

/** Observes each instance that an engine has, as they come and go. */
export class EngineSupervisor {
  readonly #options: EngineSupervisorOptions;
  readonly #running = new Map<string, Running>();
  readonly #doubles: TroubleLog;

  constructor(options: EngineSupervisorOptions) {
    this.#options = options;
    this.#doubles = new TroubleLog(options.logger, 'error');
  }

  /** Resolves once the signal has aborted and every observer has stopped. */
  async start(signal: AbortSignal): Promise<void> {
    const { engine, logger, intervalMs = 60_000 } = this.#options;
    const trouble = new TroubleLog(logger);
    const loop = new Loop({
      run: () => this.#compare(signal),
      intervalMs,
      onError: error =>
        trouble.begins(
          `Engine "${engine.kind}" cannot tell its instances: ${reasonOf(
            error,
          )}`,
        ),
      onSuccess: () =>
        trouble.isOver(`Engine "${engine.kind}" tells its instances again`),
    });
    await loop.start(signal);
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #compare(signal: AbortSignal): Promise<void> {
    const { engine } = this.#options;
    const present = new Map<string, EngineInstance>();
    for (const instance of await this.#ask()) {
      if (present.has(instance.name)) {
        this.#doubles.begins(
          `Engine "${engine.kind}" has two instances named "${instance.name}"; only the first is observed.`,
        );
      } else {
        present.set(instance.name, instance);
      }
    }
    await this.#stopGone(present);
    for (const instance of present.values()) this.#observe(instance, signal);
  }

  async #ask(): Promise<EngineInstance[]> {
    const { engine } = this.#options;
    try {
      return await engine.instances();
    } catch (error) {
      await this.#stateNotAsked(reasonOf(error));
      throw error;
    }
  }

  /** What was known before and is not observed now must not pass for current. */
  async #stateNotAsked(reason: string): Promise<void> {
    const { db, engine } = this.#options;
    for (const stored of await listInstances(db)) {
      const notObserved =
        stored.engine === engine.kind && !this.#running.has(stored.name);
      if (notObserved && stored.reason !== reason) {
        const since = new Date().toISOString();
        await saveInstance(db, { ...stored, state: 'failing', since, reason });
      }
    }
  }

  async #stopGone(present: Map<string, EngineInstance>): Promise<void> {
    const { db, engine } = this.#options;
    for (const [name, { stop, done }] of this.#running) {
      if (!present.has(name)) {
        stop.abort();
        await done;
        this.#running.delete(name);
      }
    }
    for (const stored of await listInstances(db)) {
      if (stored.engine === engine.kind && !present.has(stored.name)) {
        await markInstanceGone(db, stored, new Date().toISOString());
      }
    }
  }

  #observe(instance: EngineInstance, signal: AbortSignal): void {
    const running = this.#running.get(instance.name);
    if (running) {
      running.observer.use(instance);
      return;
    }
    const { db, engine, logger, recorder, silenceMs } = this.#options;
    const stop = new AbortController();
    const observer = new InstanceObserver({
      db,
      logger,
      recorder,
      engine: engine.kind,
      instance,
      silenceMs,
    });
    const done = observer.run(AbortSignal.any([signal, stop.signal]));
    this.#running.set(instance.name, { observer, stop, done });
  }
}
