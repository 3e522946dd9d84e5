import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { AlertTeller } from '../alerts/AlertTeller';
import { pageAlerts } from '../alerts/pageAlerts';
import { Recorder } from '../observe/Recorder';
import { applicationId } from '../store/applicationId';
import { replaceBindings } from '../store/replaceBindings';
import { driftedField, driftOf } from './driftedField';
import { InMemoryGitHistory } from './InMemoryGitHistory';
import { observedApplication } from './observedApplication';
import { ownedComponent, team } from './ownedComponent';
import { RecordedEvents } from './RecordedEvents';
import { RecordedNotifications } from './RecordedNotifications';
import { RestrictedCatalog } from './RestrictedCatalog';

export const MAIN = { engine: 'argocd', instance: 'main' } as const;
export const CHECKOUT = 'component:default/checkout';

export const agreeing = observedApplication({ name: 'checkout-production' });
export const drifting = observedApplication({
  name: 'checkout-production',
  sync: { status: 'OutOfSync' },
  drift: driftOf(driftedField({ desired: '2', live: '5' })),
});
export const ID = applicationId('argocd', 'main', agreeing);

/** What records looks and what tells of alerts, as one backend after the other would on one database. */
export function alerting(
  db: Knex,
  entities: Entity[] = [team, ownedComponent('checkout')],
) {
  const notifications = new RecordedNotifications();
  const events = new RecordedEvents();
  const logger = mockServices.logger.mock();
  const catalog = new RestrictedCatalog(entities, []);
  const tellers = new Set<AlertTeller>();
  const stops: Array<() => Promise<void>> = [];

  /** @param settleMs - see `AlertOutbox` */
  function tell(settleMs?: number) {
    const teller = new AlertTeller({
      db,
      logger,
      notifications,
      events,
      catalog,
      auth: mockServices.auth(),
      settleMs,
    });
    const controller = new AbortController();
    const done = teller.start(controller.signal);
    tellers.add(teller);
    const stop = async () => {
      tellers.delete(teller);
      controller.abort();
      await done;
    };
    stops.push(stop);
    return { stop, wake: () => teller.wake() };
  }

  /** A process that lives for a moment: on each channel it tells what is due first, if anything. */
  async function tellOnce(settleMs?: number) {
    await tell(settleMs).stop();
  }

  const recorder = new Recorder({
    db,
    git: new InMemoryGitHistory(),
    environmentOf: () => 'production',
    onChanged: () => {},
    onBindable: () => {},
    onAlerts: () => tellers.forEach(teller => teller.wake()),
  });
  return {
    notifications,
    events,
    logger,
    recorder,
    tell,
    tellOnce,
    look: (observed: ObservedApplication) =>
      recorder.changed(MAIN, observed, false),
    bind: (confirmed = true) =>
      replaceBindings(db, [
        { entityRef: CHECKOUT, applicationId: ID, confirmed },
      ]),
    /** Everything is due now, however long it was to wait. */
    async elapse() {
      const due_at = '2000-01-01T00:00:00.000Z';
      await db('alert_deliveries').update({ due_at });
    },
    alerts: async (status: 'open' | 'closed') =>
      (await pageAlerts(db, { status, limit: 100 })).items,
    /** Of the notifications. */
    titles: () => notifications.sent.map(({ payload }) => payload.title),
    async stop() {
      for (const each of stops) await each();
    },
  };
}
