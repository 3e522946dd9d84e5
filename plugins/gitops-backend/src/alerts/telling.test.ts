import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import {
  agreeing,
  alerting,
  CHECKOUT,
  drifting,
  ID,
  MAIN,
} from '../__testUtils__/alerting';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { applicationId } from '../store/applicationId';
import { replaceBindings } from '../store/replaceBindings';
import { pageAlerts } from './pageAlerts';

const databases = testDatabases();
const FLAPS = 50;

describe.each(databases.eachSupportedId())('alerts on %p', databaseId => {
  let stop = async () => {};
  afterEach(() => stop());

  async function open() {
    const db = await migratedDatabase(databases, databaseId);
    const all = alerting(db);
    stop = all.stop;
    return { db, ...all };
  }

  it('are told to the owner and on the event bus, once when they open and once when they close', async () => {
    const { look, bind, tell, alerts, notifications, events } = await open();
    tell(0);
    await look(agreeing);
    await bind();
    await look(drifting);
    await eventually(() => {
      expect(notifications.sent).toHaveLength(1);
      expect(events.published).toHaveLength(1);
    });
    const [alert] = await alerts('open');
    await look(agreeing);
    await eventually(() => {
      expect(notifications.sent).toHaveLength(2);
      expect(events.published).toHaveLength(2);
    });

    const [closed] = await alerts('closed');
    expect(closed).toMatchObject({ id: alert.id, end: { how: 'agreed' } });
    expect(notifications.sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: [CHECKOUT] },
        payload: {
          title: 'checkout-production drifted',
          description:
            'Deployment/web spec.replicas was changed by kubectl-edit in production.',
          link: `/catalog/default/component/checkout/gitops#${ID}`,
          severity: 'high',
          topic: 'gitops.drift',
          scope: `${alert.id}:opened`,
        },
      },
      {
        recipients: { type: 'entity', entityRef: [CHECKOUT] },
        payload: expect.objectContaining({
          title: 'checkout-production agrees with Git again',
          scope: `${alert.id}:closed`,
        }),
      },
    ]);
    expect(events.published).toEqual(
      [
        ['drift.opened', alert.openedAt],
        ['drift.closed', closed.closedAt],
      ].map(([type, at]) => ({
        topic: 'gitops',
        eventPayload: {
          type,
          at,
          alertId: alert.id,
          applicationId: ID,
          application: 'checkout-production',
          environment: 'production',
          entityRefs: [CHECKOUT],
        },
      })),
    );
  });

  it('are one alert and one notification, however often the drift comes and goes', async () => {
    const { look, bind, tell, titles, alerts, notifications, events } =
      await open();
    const first = tell();
    await look(agreeing);
    await bind();
    for (let n = 0; n < FLAPS; n++) {
      await look(drifting);
      await look(agreeing);
    }
    await eventually(() => expect(notifications.sent).toHaveLength(1));
    expect(await alerts('closed')).toHaveLength(1);
    expect(await alerts('open')).toHaveLength(0);
    await look(drifting);
    expect(await alerts('open')).toHaveLength(1);
    await look(agreeing);
    await first.stop();

    tell(0);
    await eventually(() => {
      expect(titles()).toEqual([
        'checkout-production drifted',
        'checkout-production agrees with Git again',
      ]);
      expect(events.published).toHaveLength(2);
    });
    await look(drifting);
    await eventually(() => expect(notifications.sent).toHaveLength(3));
    expect(await alerts('closed')).toHaveLength(1);
    expect(await alerts('open')).toHaveLength(1);
  });

  it('are one alert and one notification of 100 changes a minute, with a restart among them', async () => {
    const { look, bind, tell, alerts, notifications } = await open();
    await look(agreeing);
    await bind();
    for (const half of [1, 2]) {
      const process = tell();
      for (let n = 0; n < FLAPS / 2; n++) {
        await look(drifting);
        await look(agreeing);
      }
      await eventually(() => expect(notifications.sent).toHaveLength(1));
      await process.stop();
      expect([half, notifications.tried]).toEqual([half, 1]);
    }
    expect(await alerts('open')).toHaveLength(0);
    expect(await alerts('closed')).toHaveLength(1);
  });

  it('are told by the next process where one ended before it could', async () => {
    const { look, bind, tellOnce, titles, notifications, events } =
      await open();
    await look(agreeing);
    await bind();
    await look(drifting);
    await tellOnce();
    expect(titles()).toEqual(['checkout-production drifted']);
    await tellOnce();
    expect(notifications.tried).toBe(1);
    expect(events.published).toHaveLength(1);
  });

  it('are told by one of several processes', async () => {
    const { db, look, recorder, tell, notifications, events } = await open();
    const names = Array.from({ length: 10 }, (_, n) => `checkout-${n}`);
    const applications = names.map(name => ({ ...drifting, name }));
    await look(agreeing);
    await replaceBindings(
      db,
      applications.map(application => ({
        entityRef: CHECKOUT,
        applicationId: applicationId('argocd', 'main', application),
        confirmed: true,
      })),
    );
    for (let n = 0; n < 3; n++) tell();
    await recorder.snapshot(MAIN, applications, true);
    await eventually(() => {
      expect(notifications.sent).toHaveLength(10);
      expect(events.published).toHaveLength(10);
    });
    const scopes = notifications.sent.map(({ payload }) => payload.scope);
    expect(new Set(scopes).size).toBe(10);
    expect(notifications.tried).toBe(10);
  });

  it('end with the application, and are told to whom it belonged', async () => {
    const { db, look, bind, recorder, tell, notifications } = await open();
    tell(0);
    await look(agreeing);
    await bind();
    await look(drifting);
    await eventually(() => expect(notifications.sent).toHaveLength(1));
    await recorder.snapshot(MAIN, [], false);
    await eventually(() => expect(notifications.sent).toHaveLength(2));
    expect(notifications.sent[1]).toMatchObject({
      recipients: { entityRef: [CHECKOUT] },
      payload: { title: 'checkout-production was removed' },
    });
    expect(
      await pageAlerts(db, {
        status: 'closed',
        boundTo: { entityRefs: [CHECKOUT], belonging: true },
        limit: 1,
      }),
    ).toMatchObject({ items: [{ end: { how: 'removed' } }], totalItems: 1 });
  });

  it('go on where the application is back at once', async () => {
    const { db, look, bind, recorder, tellOnce, alerts, notifications } =
      await open();
    await look(agreeing);
    await bind();
    await look(drifting);
    const [before] = await alerts('open');
    await recorder.snapshot(MAIN, [], false);
    expect(await alerts('open')).toEqual([]);
    await recorder.snapshot(MAIN, [drifting], false);
    expect(await alerts('open')).toMatchObject([{ id: before.id }]);
    expect(await db('alert_entities')).toEqual([]);
    await bind();
    await tellOnce();
    await tellOnce();
    expect(notifications.tried).toBe(1);
  });

  it('are forgotten half a year after their end', async () => {
    const { db, look, bind, recorder, tell, tellOnce } = await open();
    await look(agreeing);
    await bind();
    await look(drifting);
    await recorder.snapshot(MAIN, [], false);
    const rows = async () => [
      (await db('alerts')).length,
      (await db('alert_deliveries')).length,
      (await db('alert_entities')).length,
    ];
    await tellOnce();
    expect(await rows()).toEqual([1, 4, 1]);
    await db('alerts').update({ closed_at: '2000-01-01T00:00:00.000Z' });
    tell();
    await eventually(async () => expect(await rows()).toEqual([0, 0, 0]));
  });
});
