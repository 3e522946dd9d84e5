import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { agreeing, alerting, drifting } from '../__testUtils__/alerting';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { ownedComponent } from '../__testUtils__/ownedComponent';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'alerts that cannot be told on %p',
  databaseId => {
    let stop = async () => {};
    afterEach(() => stop());

    async function open(entities?: Parameters<typeof alerting>[1]) {
      const db = await migratedDatabase(databases, databaseId);
      const all = alerting(db, entities);
      stop = all.stop;
      return { db, ...all };
    }

    it('are told later where that fails, on its own channel only', async () => {
      const { look, bind, elapse, tell, notifications, events, logger } =
        await open();
      const teller = tell();
      notifications.failure = new Error('Request failed with status 404');
      await look(agreeing);
      await bind();
      await look(drifting);
      await eventually(() => {
        expect(notifications.tried).toBe(1);
        expect(events.published).toHaveLength(1);
      });
      for (let tries = 2; tries <= 3; tries++) {
        await elapse();
        teller.wake();
        await eventually(() => expect(notifications.tried).toBe(tries));
      }
      notifications.failure = undefined;
      await elapse();
      teller.wake();
      await eventually(() => expect(notifications.sent).toHaveLength(1));
      expect(logger.warn.mock.calls).toEqual([
        [expect.stringContaining('Request failed with status 404')],
      ]);
      await eventually(() => expect(logger.info).toHaveBeenCalledTimes(1));
      expect(events.published).toHaveLength(1);
    });

    it('are warned of anew after another trouble', async () => {
      const { db, look, bind, tell, notifications, logger } = await open();
      await look(agreeing);
      await bind();
      await db.schema.renameTable('alert_deliveries', 'elsewhere');
      const teller = tell();
      await eventually(() => expect(logger.warn).toHaveBeenCalledTimes(2));
      await db.schema.renameTable('elsewhere', 'alert_deliveries');
      teller.wake();
      await eventually(() => expect(logger.info).toHaveBeenCalledTimes(2));

      notifications.failure = new Error('Request failed with status 404');
      await look(drifting);
      await eventually(() =>
        expect(logger.warn).toHaveBeenLastCalledWith(
          expect.stringContaining('Request failed with status 404'),
        ),
      );
    });

    it('are given up at some time', async () => {
      const { look, bind, elapse, tellOnce, notifications } = await open();
      notifications.failure = new Error('Request failed with status 404');
      await look(agreeing);
      await bind();
      await look(drifting);
      for (let tries = 1; tries <= 12; tries++) {
        await elapse();
        await tellOnce();
      }
      expect(notifications.tried).toBe(10);
    });

    it('have no notification of their end before that of their beginning came through', async () => {
      const {
        look,
        bind,
        elapse,
        tell,
        tellOnce,
        titles,
        notifications,
        events,
      } = await open();
      notifications.failure = new Error('Request failed with status 404');
      await look(agreeing);
      await bind();
      await look(drifting);
      const teller = tell(0);
      await eventually(() => expect(notifications.tried).toBe(1));
      await look(agreeing);
      await eventually(() => expect(events.published).toHaveLength(2));
      await teller.stop();
      expect(notifications.tried).toBe(1);

      notifications.failure = undefined;
      await elapse();
      await tellOnce(0);
      expect(titles()).toEqual(['checkout-production drifted']);
      await tellOnce(0);
      expect(titles()).toEqual([
        'checkout-production drifted',
        'checkout-production agrees with Git again',
      ]);
    });

    it('wait for the application to be bound', async () => {
      const { look, bind, elapse, tellOnce, titles, events, logger } =
        await open();
      await look(drifting);
      await tellOnce();
      expect(titles()).toEqual([]);
      expect(
        events.published.map(({ eventPayload }) => eventPayload),
      ).toMatchObject([{ entityRefs: [] }]);
      await bind(false);
      await elapse();
      await tellOnce();
      expect(titles()).toEqual(['checkout-production drifted']);
      expect(logger.warn).not.toHaveBeenCalled();
    });

    it.each([
      ['the entity', []],
      ['its owner', [ownedComponent('checkout')]],
    ])(
      'are not told for ever to nobody: the catalog lacks %s',
      async (_, entities) => {
        const { look, bind, elapse, tellOnce, logger, notifications } =
          await open(entities);
        await look(agreeing);
        await bind();
        await look(drifting);
        for (let tries = 1; tries <= 3; tries++) {
          await elapse();
          await tellOnce();
        }
        expect(notifications.tried).toBe(0);
        expect(logger.warn.mock.calls).toEqual([
          [expect.stringContaining('no owner of component:default/checkout')],
        ]);
      },
    );
  },
);
