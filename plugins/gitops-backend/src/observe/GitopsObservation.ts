import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  Engine,
  ObservedApplication,
  waitAtMost,
} from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { AlertTeller } from '../alerts/AlertTeller';
import { Binder } from '../bind/Binder';
import { BindingPolicy } from '../bind/bindingPolicy';
import { GitHistory } from '../git/types';
import { SeenRequest } from '../operations/followRequests';
import { disconnectInstances } from '../store/disconnectInstances';
import { sweepHistory } from '../syncs/sweepHistory';
import { EngineSupervisor } from './EngineSupervisor';
import { GitNews } from './GitNews';
import { instanceSweeper } from './instanceSweeper';
import { logEvents } from './logEvents';
import { reasonOf } from './reasonOf';
import { Recorder } from './Recorder';
import { sweeper } from './sweeper';

export interface ObservationOptions {
  db: Knex;
  logger: LoggerService;
  git: GitHistory;
  engines: Engine[];
  /** The catalog's entities that may claim applications. */
  entities: () => Promise<Entity[]>;
  /** What binds besides annotations. */
  binding?: BindingPolicy;
  environmentOf: (observed: ObservedApplication) => string | null;
  onChanged: (applicationIds: string[], version?: number) => void;
  /** Told of the applications whose bindings have changed, beside `onChanged`. */
  onBound: (applicationIds: string[]) => void;
  /** Told of what engines show of the portal's requests. */
  onRequests: (seen: SeenRequest[]) => Promise<void>;
  alerts: AlertTeller;
  /** How long syncs and unobserved spans are kept, in ms. */
  keepHistoryMs: number;
}

/** How long a stop waits for what is under way, in ms. */
const STOP_MS = 5_000;
const SWEEP_MS = 3_600_000;

/** All that goes on by itself: engines, Git and the catalog are watched, and the store follows. */
export class GitopsObservation {
  readonly #options: ObservationOptions;
  readonly #stop = new AbortController();
  readonly #binder: Binder;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: ObservationOptions) {
    this.#options = options;
    this.#binder = new Binder({
      ...options,
      onChanged: ids => {
        options.onChanged(ids);
        options.onBound(ids);
      },
    });
  }

  /** An entity as somebody has just read it, see `Binder`. */
  async entityRead(entity: Entity): Promise<void> {
    await this.#binder.entityRead(entity);
  }

  async start(): Promise<void> {
    const { db, logger, git, engines, onChanged, alerts, keepHistoryMs } =
      this.#options;
    const { signal } = this.#stop;
    await disconnectInstances(db, new Date().toISOString());

    const recorder = new Recorder({
      ...this.#options,
      onChanged,
      onBindable: () => this.#binder.applicationsChanged(),
      onEvents: events => logEvents(events, logger),
      onAlerts: () => alerts.wake(),
    });
    const parts = [
      this.#binder,
      alerts,
      new GitNews({ git, recorder, logger }),
      instanceSweeper({ db, logger, recorder, engines }),
      sweeper({
        what: 'Old syncs',
        logger,
        intervalMs: SWEEP_MS,
        run: () => sweepHistory(db, keepHistoryMs),
      }),
      ...engines.map(
        engine => new EngineSupervisor({ db, logger, recorder, engine }),
      ),
    ];
    if (engines.length === 0) {
      logger.warn(
        'No engine is installed, so nothing is observed: add a module such as that for Argo CD or Flux.',
      );
    }
    try {
      await git.start();
    } catch (error) {
      // Status is worth showing without history.
      logger.error(`Git history is not kept: ${reasonOf(error)}`);
    }
    this.#running = Promise.all(parts.map(part => part.start(signal)));
  }

  /** Waits for what is under way, but not for ever. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await waitAtMost(
      STOP_MS,
      Promise.allSettled([this.#running, this.#options.git.stop()]),
      new AbortController().signal,
    );
  }
}
