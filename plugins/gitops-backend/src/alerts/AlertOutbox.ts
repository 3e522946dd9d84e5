import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog, waitAtMost } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { Loop } from '../observe/Loop';
import { reasonOf } from '../observe/reasonOf';
import { AlertChannel } from './AlertChannel';
import { bindingsOfAlerts } from './bindingsOfAlerts';
import {
  claimDelivery,
  Delivery,
  markSent,
  MAX_ATTEMPTS,
} from './claimDelivery';
import { concerned } from './concerned';
import { getAlert } from './getAlert';

export interface AlertOutboxOptions {
  db: Knex;
  logger: LoggerService;
  channel: AlertChannel;
  /** How long an end must have lasted before it is told, in ms. */
  settleMs?: number;
}

const SETTLE_MS = 30_000;
const INTERVAL_MS = 10_000;
/** Shorter than the time for which a delivery is claimed. */
const SEND_MS = 20_000;

/** Tells on one channel what was left in the database to be told, one thing after the other. */
export class AlertOutbox {
  readonly #options: AlertOutboxOptions;
  readonly #loop: Loop;
  readonly #unsent: TroubleLog;

  constructor(options: AlertOutboxOptions) {
    this.#options = options;
    this.#unsent = new TroubleLog(options.logger);
    const unread = new TroubleLog(options.logger);
    this.#loop = new Loop({
      run: signal => this.#run(signal),
      intervalMs: INTERVAL_MS,
      onError: error =>
        unread.begins(
          `What is to be told of alerts cannot be read: ${reasonOf(error)}`,
        ),
      onSuccess: () =>
        unread.isOver('What is to be told of alerts is read again'),
    });
  }

  start(signal: AbortSignal): Promise<void> {
    return this.#loop.start(signal);
  }

  /** There may be something to tell. */
  wake(): void {
    this.#loop.wake();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { db, channel, settleMs = SETTLE_MS } = this.#options;
    while (!signal.aborted) {
      const delivery = await claimDelivery(db, channel.name, { settleMs });
      if (!delivery) return;
      await this.#deliver(delivery);
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { db, channel } = this.#options;
    try {
      if (await this.#tell(delivery)) {
        await markSent(db, channel.name, delivery);
        this.#unsent.isOver(`Each ${channel.name} of alerts is sent again`);
      }
    } catch (error) {
      const next =
        delivery.attempts < MAX_ATTEMPTS ? 'tried again later' : 'given up';
      this.#unsent.begins(
        `The ${channel.name} that alert ${delivery.alert_id} ${
          delivery.what
        } could not be sent and is ${next}: ${reasonOf(error)}`,
      );
    }
  }

  async #tell({ alert_id, what }: Delivery): Promise<boolean> {
    const { db, channel } = this.#options;
    const alert = await getAlert(db, alert_id);
    // Kept in a shape that this release does not know: nothing can be said of it.
    if (!alert) return true;
    const bindings = (await bindingsOfAlerts(db, [alert])).get(alert.id) ?? [];
    const entityRefs = concerned(bindings);
    let told: boolean | undefined;
    await waitAtMost(
      SEND_MS,
      channel.tell({ alert, what, entityRefs }).then(is => {
        told = is;
      }),
      // What is under way when the backend stops is finished, not repeated.
      new AbortController().signal,
    );
    if (told === undefined) {
      throw new Error(`There was no answer within ${SEND_MS / 1000} s.`);
    }
    return told;
  }
}
