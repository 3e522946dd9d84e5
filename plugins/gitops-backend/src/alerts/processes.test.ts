import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import {
  InMemoryEngine,
  InMemoryInstance,
} from '../__testUtils__/InMemoryEngine';
import { observedApplication } from '../__testUtils__/observedApplication';
import { ownedComponent, team } from '../__testUtils__/ownedComponent';
import { RecordedEvents } from '../__testUtils__/RecordedEvents';
import { RecordedNotifications } from '../__testUtils__/RecordedNotifications';
import { startPlugin } from '../__testUtils__/startPlugin';
import { listInstances } from '../store/instances';
import { listBoundEntities } from '../store/listBoundEntities';
import { pageAlerts } from './pageAlerts';

const databases = testDatabases();

const agreeing = observedApplication({
  name: 'checkout-production',
  entityRefs: ['checkout'],
});
const drifting = {
  ...agreeing,
  sync: { ...agreeing.sync, status: 'OutOfSync' as const },
  drift: driftOf(driftedField()),
};
/** Seen after another one was: then what came before it is written. */
const mark = observedApplication({ name: 'mark' });

describe.each(databases.eachSupportedId())('alerts on %p', databaseId => {
  /** Backends on one database, in one portal. */
  async function open() {
    const db = await migratedDatabase(databases, databaseId);
    const notifications = new RecordedNotifications();
    const events = new RecordedEvents();
    const start = async () => {
      const instance = new InMemoryInstance('main');
      const { backend } = await startPlugin({
        db,
        engines: [new InMemoryEngine('argocd', [instance])],
        entities: [team, ownedComponent('checkout', 'checkout-production')],
        notifications,
        events,
      });
      return { backend, instance };
    };
    const bound = () =>
      eventually(async () =>
        expect(await listBoundEntities(db)).toHaveLength(1),
      );
    const reachable = () =>
      eventually(async () =>
        expect(await listInstances(db)).toMatchObject([{ state: 'reachable' }]),
      );
    const written = (name: string) =>
      eventually(async () =>
        expect(await db('applications').where({ name })).toHaveLength(1),
      );
    const told = () => [notifications.sent.length, events.published.length];
    /** One alert is open, and nothing more is to be told. */
    const isOne = async () => {
      const page = await pageAlerts(db, { status: 'open', limit: 9 });
      expect(page.totalItems).toBe(1);
      expect(await db('alert_deliveries').whereNull('sent_at')).toEqual([]);
      expect(told()).toEqual([1, 1]);
    };
    return { db, start, bound, reachable, written, told, isOne };
  }

  it('say nothing again after a restart', async () => {
    const { start, bound, written, told, isOne } = await open();
    const first = await start();
    first.instance.show({ type: 'snapshot', applications: [agreeing] });
    await bound();
    first.instance.show({ type: 'changed', application: drifting });
    await eventually(() => expect(told()).toEqual([1, 1]));
    await first.backend.stop();

    const second = await start();
    second.instance.show({ type: 'snapshot', applications: [drifting, mark] });
    await written('mark');
    await second.backend.stop();
    await isOne();
  });

  it('say nothing again after an outage, and stay open during it', async () => {
    const { db, start, bound, reachable, written, told, isOne } = await open();
    const { instance, backend } = await start();
    instance.show({ type: 'snapshot', applications: [agreeing] });
    await bound();
    instance.show({ type: 'changed', application: drifting });
    await eventually(() => expect(told()).toEqual([1, 1]));
    instance.fail(new Error('connect ECONNREFUSED'));
    await eventually(async () =>
      expect(await listInstances(db)).toMatchObject([{ state: 'stale' }]),
    );
    await isOne();
    const failed = {
      ...drifting,
      sync: {
        ...drifting.sync,
        status: 'Unknown' as const,
        comparisonFailed: 'The repository cannot be reached',
      },
    };
    instance.show(
      { type: 'snapshot', applications: [failed] },
      { type: 'changed', application: drifting },
      { type: 'changed', application: mark },
    );
    await reachable();
    await written('mark');
    await backend.stop();
    await isOne();
  });

  it('are one for two backends that see the same', async () => {
    const { start, bound, written, told, isOne } = await open();
    const both = [await start(), await start()];
    for (const { instance } of both) {
      instance.show({ type: 'snapshot', applications: [agreeing] });
    }
    await bound();
    for (const { instance } of both) {
      instance.show({ type: 'changed', application: drifting });
      instance.show({ type: 'changed', application: mark });
    }
    await written('mark');
    await eventually(() => expect(told()).toEqual([1, 1]));
    for (const { backend } of both) await backend.stop();
    await isOne();
  });
});
