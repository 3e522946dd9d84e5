import { Knex } from 'knex';
import { ChannelName, DeliveryRow } from './rows';

/** Something that is to be told, for one try. */
export type Delivery = Pick<DeliveryRow, 'alert_id' | 'what' | 'attempts'>;

/** Given up after so many tries, which is some four hours. */
export const MAX_ATTEMPTS = 10;

/** No try may take longer than this: then somebody else may take it. */
const FIRST_PAUSE_MS = 30_000;

/**
 * Takes what has been due for the longest time, if anything is. It is due again
 * later, twice as late with each try, so that one that fails or crashes need not
 * say so; of two that would take it, one does. An end is told only once its
 * beginning was, and once it has lasted.
 *
 * @param options.settleMs - how long an end must have lasted
 */
export async function claimDelivery(
  db: Knex,
  channel: ChannelName,
  options: { settleMs: number },
): Promise<Delivery | undefined> {
  for (;;) {
    const due = await findDue(db, channel, options.settleMs);
    if (!due) return undefined;
    const { alert_id, what, attempts } = due;
    const pause = FIRST_PAUSE_MS * 2 ** attempts;
    const claimed = await db<DeliveryRow>('alert_deliveries')
      .where({ alert_id, what, channel, attempts })
      .whereNull('sent_at')
      .update({
        attempts: attempts + 1,
        due_at: new Date(Date.now() + pause).toISOString(),
      });
    if (claimed) return { alert_id, what, attempts: attempts + 1 };
  }
}

async function findDue(
  db: Knex,
  channel: ChannelName,
  settleMs: number,
): Promise<Delivery | undefined> {
  const now = Date.now();
  const begun = db<DeliveryRow>('alert_deliveries as o')
    .where({ what: 'opened', channel })
    .whereRaw('o.alert_id = d.alert_id')
    .whereNotNull('sent_at');
  return db('alert_deliveries as d')
    .where({ channel })
    .whereNull('sent_at')
    .where('attempts', '<', MAX_ATTEMPTS)
    .where(due =>
      due
        .where(opened =>
          opened
            .where({ what: 'opened' })
            .where('due_at', '<=', new Date(now).toISOString()),
        )
        .orWhere(closed =>
          closed
            .where({ what: 'closed' })
            .where('due_at', '<=', new Date(now - settleMs).toISOString())
            .whereExists(begun),
        ),
    )
    .orderBy('due_at')
    .first('alert_id', 'what', 'attempts');
}

/** Told, by that try. */
export async function markSent(
  db: Knex,
  channel: ChannelName,
  { alert_id, what, attempts }: Delivery,
): Promise<void> {
  await db<DeliveryRow>('alert_deliveries')
    .where({ alert_id, what, channel, attempts })
    .update({ sent_at: new Date().toISOString() });
}
