import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { Loop } from '../observe/Loop';
import { AlertOutbox } from './AlertOutbox';
import { alertSweeper } from './alertSweeper';
import { EventChannel } from './EventChannel';
import { NotificationChannel } from './NotificationChannel';

export interface AlertTellerOptions {
  db: Knex;
  logger: LoggerService;
  notifications: NotificationService;
  events: EventsService;
  catalog: CatalogService;
  auth: AuthService;
  /** See `AlertOutbox`. */
  settleMs?: number;
}

/** Tells people and programs of alerts, each at its own pace. */
export class AlertTeller {
  readonly #outboxes: AlertOutbox[];
  readonly #sweeper: Loop;

  constructor(options: AlertTellerOptions) {
    this.#outboxes = [
      new NotificationChannel(options),
      new EventChannel(options),
    ].map(channel => new AlertOutbox({ ...options, channel }));
    this.#sweeper = alertSweeper(options);
  }

  async start(signal: AbortSignal): Promise<void> {
    await Promise.all(
      [...this.#outboxes, this.#sweeper].map(part => part.start(signal)),
    );
  }

  /** There may be something to tell. */
  wake(): void {
    for (const outbox of this.#outboxes) outbox.wake();
  }
}
