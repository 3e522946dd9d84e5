import { LoggerService } from '@backstage/backend-plugin-api';
import { EngineKind } from '@backstage-gitops/plugin-gitops-common';
import {
  EngineInstance,
  Observation,
  TroubleLog,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { InstanceState } from './InstanceState';
import { Loop } from './Loop';
import { nextObservation } from './nextObservation';
import { Recorder } from './Recorder';
import { reasonOf } from './reasonOf';

export interface InstanceObserverOptions {
  db: Knex;
  logger: LoggerService;
  recorder: Recorder;
  engine: EngineKind;
  instance: EngineInstance;
  /** A stream that is silent for so long, in ms, counts as broken. */
  silenceMs?: number;
}

/** A stream that ended in order is opened again after this, in ms. */
const REOPEN_MS = 1_000;

/** Observes one instance until told to stop; a failure is stated, and it begins again. */
export class InstanceObserver {
  readonly #options: InstanceObserverOptions;
  #instance: EngineInstance;
  #state: InstanceState | undefined;
  readonly #unobserved: TroubleLog;
  readonly #unkept: TroubleLog;

  constructor(options: InstanceObserverOptions) {
    this.#options = options;
    this.#unobserved = new TroubleLog(options.logger);
    this.#unkept = new TroubleLog(options.logger, 'error');
    this.#instance = options.instance;
  }

  /** Its configuration may have changed: taken when the stream is opened next. */
  use(instance: EngineInstance): void {
    this.#instance = instance;
  }

  /** Resolves once stopped. */
  async run(signal: AbortSignal): Promise<void> {
    const loop = new Loop({
      run: () => this.#observe(signal),
      intervalMs: REOPEN_MS,
      onError: error =>
        this.#unobserved.begins(
          `${this.#who} is not observed: ${reasonOf(error)}`,
        ),
    });
    await loop.start(signal);
  }

  get #who(): string {
    return `Instance "${this.#instance.name}" (${this.#options.engine})`;
  }

  async #observe(stop: AbortSignal): Promise<void> {
    const { db, engine, recorder, silenceMs = 5 * 60_000 } = this.#options;
    const instance = this.#instance;
    this.#state ??= await InstanceState.open(db, engine, instance);

    const session = new AbortController();
    const signal = AbortSignal.any([stop, session.signal]);
    let stream: AsyncIterator<Observation> | undefined;
    try {
      stream = instance
        .observe({
          signal,
          known: () => recorder.known({ engine, instance: instance.name }),
        })
        [Symbol.asyncIterator]();
      let gap = true;
      for (;;) {
        const { done, value } = await nextObservation(stream, {
          signal,
          silenceMs,
        });
        if (done) return;
        const isAfterGap = gap || value.at !== undefined;
        await this.#keep(() => this.#record(value, isAfterGap));
        if (value.type === 'snapshot') {
          gap = false;
          this.#unobserved.isOver(`${this.#who} is observed again`);
        }
        // Nothing is known of what it holds before the first snapshot.
        if (!gap) await this.#keep(() => this.#tellSeen(value.at));
      }
    } catch (error) {
      if (!stop.aborted && (await this.#state.failed(error))) {
        await this.#tellState();
      }
      throw error;
    } finally {
      session.abort();
      // Not waited for: a stream that hangs would hang here too.
      stream?.return?.().then(undefined, () => {});
    }
  }

  /** All applications of the instance are shown otherwise now. */
  async #tellState(): Promise<void> {
    const { recorder, engine } = this.#options;
    await recorder.stateChanged({ engine, instance: this.#instance.name });
  }

  async #tellSeen(at?: string): Promise<void> {
    if (await this.#state?.seen(at)) await this.#tellState();
  }

  async #record(observation: Observation, gap: boolean): Promise<void> {
    const { recorder, engine } = this.#options;
    const source = { engine, instance: this.#instance.name };
    switch (observation.type) {
      case 'snapshot':
        return recorder.snapshot(source, observation.applications, gap);
      case 'changed':
        return recorder.changed(source, observation.application, gap);
      case 'removed':
        return recorder.removed(source, observation.key);
      default:
        return undefined;
    }
  }

  async #keep(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.#unkept.isOver(`What ${this.#who} shows is kept again`);
    } catch (error) {
      // A database's words are for the log; they may quote what was to be written.
      this.#unkept.begins(
        `What ${this.#who} shows could not be kept: ${reasonOf(error)}`,
      );
      throw new Error(
        'What was observed could not be kept; the log of the backend says why.',
      );
    }
  }
}
