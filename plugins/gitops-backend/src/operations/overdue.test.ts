import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { openOperations } from '../__testUtils__/openOperations';
import { store } from '../__testUtils__/stored';
import { getOperation } from './store/getOperation';
import { latestOperations } from './store/latestOperations';

const databases = testDatabases();
const DAY_MS = 24 * 3_600_000;

async function deadlineOf(db: Knex, id: string): Promise<string> {
  return (await db('operations').where({ id }).first()).deadline;
}

describe.each(databases.eachSupportedId())(
  'overdue operations on %p',
  databaseId => {
    const open = () => migratedDatabase(databases, databaseId);

    it('ends what nothing is heard of', async () => {
      const db = await open();
      const { operations, sync, becomes } = await openOperations(db, {
        run: -1,
        sweep: 10,
      });
      const { id } = await sync();
      await becomes(id, { phase: 'Running' });
      operations.start();
      await becomes(id, {
        phase: 'Unknown',
        message: expect.stringContaining('that instance "main" took on'),
      });
    });

    it('ends what a process left behind that was stopped', async () => {
      const db = await open();
      const { instance, operations, sync, becomes } = await openOperations(db, {
        request: -1,
      });
      instance.answer = () => new Promise(() => {});
      const { id } = await sync();
      await eventually(() => expect(instance.calls).toHaveLength(1));
      await operations.stop();
      expect(await getOperation(db, id)).toMatchObject({ phase: 'Requested' });

      const later = await openOperations(db, { sweep: 10 });
      later.operations.start();
      await becomes(id, {
        phase: 'Unknown',
        message: expect.stringContaining('The portal was stopped'),
      });
      expect(instance.calls).toHaveLength(1);
    });

    it('ends as the engine shows it what a process wrote down and could not tell', async () => {
      const db = await open();
      const { operations, sync, becomes } = await openOperations(db, {
        run: -1,
        sweep: 10,
      });
      const { id } = await sync();
      await becomes(id, { phase: 'Running' });
      const request = { id, phase: 'Failed', message: 'no such hook' } as const;
      await store(db, observedApplication({ request }));
      operations.start();
      await eventually(async () =>
        expect(await getOperation(db, id)).toMatchObject({
          phase: 'Failed',
          message: 'no such hook',
        }),
      );
    });

    it('waits on while the engine says that it is at work', async () => {
      const db = await open();
      const { operations, sync, becomes } = await openOperations(db, {
        run: -1,
        sweep: 10,
      });
      const { id } = await sync();
      await becomes(id, { phase: 'Running' });
      const before = await deadlineOf(db, id);
      await store(
        db,
        observedApplication({
          request: { id, phase: 'Running' },
          operation: { phase: 'Running' },
        }),
      );
      operations.start();
      await eventually(async () =>
        expect((await deadlineOf(db, id)) > before).toBe(true),
      );
      await becomes(id, { phase: 'Running' });

      await db('instances').update({ state: 'stale' });
      await becomes(id, { phase: 'Unknown' });
    });

    it('keeps what was asked for lately', async () => {
      const db = await open();
      const { applicationId, operations, instance, sync } =
        await openOperations(db, {
          sweep: 10,
          keep: 90 * DAY_MS,
        });
      instance.answer = async () => ({ phase: 'Succeeded' });
      const phases = async () =>
        (await db('operations').orderBy('requested_at').pluck('phase')).join();
      await sync();
      await eventually(async () => expect(await phases()).toBe('Succeeded'));
      const requestedAt = new Date(Date.now() - 91 * DAY_MS).toISOString();
      await db('operations').update({ requested_at: requestedAt });
      const { id } = await sync();
      await eventually(async () =>
        expect(await phases()).toBe('Succeeded,Succeeded'),
      );
      operations.start();
      await eventually(async () => expect(await phases()).toBe('Succeeded'));
      expect(
        (await latestOperations(db, [applicationId])).get(applicationId),
      ).toMatchObject({ id });
    });
  },
);
