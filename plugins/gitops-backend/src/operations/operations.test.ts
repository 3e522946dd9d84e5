import { OperationType } from '@backstage-gitops/plugin-gitops-common';
import { OperationAnswer } from '@backstage-gitops/plugin-gitops-node';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { openOperations, ROBIN } from '../__testUtils__/openOperations';
import { store } from '../__testUtils__/stored';
import { claimOperation } from './store/claimOperation';
import { getOperation } from './store/getOperation';
import { latestOperations } from './store/latestOperations';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('Operations on %p', databaseId => {
  const open = () => migratedDatabase(databases, databaseId);

  it('asks the engine in the name of the person, once', async () => {
    const db = await open();
    const { applicationId, instance, sync, becomes, changes } =
      await openOperations(db);
    const { id, phase } = await sync();
    expect(phase).toBe('Requested');
    await becomes(id, { phase: 'Running', finishedAt: null });
    expect(instance.calls).toEqual([
      {
        application: 'guestbook',
        id,
        type: 'sync',
        options: { prune: false },
        requestedBy: ROBIN,
      },
    ]);
    await eventually(() =>
      expect(changes).toEqual([applicationId, applicationId]),
    );
  });

  it('lets one through of many that ask at the same time, and one of each key', async () => {
    const db = await open();
    const { applicationId } = await openOperations(db);
    const ask = (wanted: { idempotencyKey: string; type: OperationType }) =>
      claimOperation(db, {
        ...wanted,
        applicationId,
        options: { prune: false },
        requestedBy: ROBIN,
        at: '2026-11-20T10:00:00.000Z',
        deadline: '2026-11-20T10:02:00.000Z',
      });
    const many = (each: (n: number) => ReturnType<typeof ask>) =>
      Promise.all(Array.from({ length: 20 }, (_, n) => each(n)));
    const oneOf = (claims: Awaited<ReturnType<typeof many>>) => {
      expect(claims.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(new Set(claims.map(({ operation }) => operation.id)).size).toBe(1);
    };
    oneOf(await many(n => ask({ type: 'sync', idempotencyKey: `many-${n}` })));
    oneOf(
      await many(n =>
        ask({ type: n % 2 ? 'refresh' : 'resume', idempotencyKey: 'same' }),
      ),
    );
  });

  it('ends with the call where the engine says so, and logs it', async () => {
    const db = await open();
    const { instance, sync, becomes, logger } = await openOperations(db);
    instance.answer = async () => ({ phase: 'Succeeded', message: 'Done' });
    const { id } = await sync();
    await becomes(id, {
      phase: 'Succeeded',
      message: 'Done',
      finishedAt: expect.any(String),
    });
    await eventually(() =>
      expect(logger.info.mock.calls).toMatchObject([
        [expect.stringContaining(`${id} ended as Succeeded`)],
      ]),
    );
  });

  it('fails in the words of the engine, without credentials', async () => {
    const db = await open();
    const { instance, sync, ended } = await openOperations(db);
    instance.answer = async () => {
      throw new Error('https://robin:pw@git.example.com/a.git is forbidden');
    };
    expect(await ended(await sync())).toMatchObject({
      phase: 'Failed',
      message: 'https://git.example.com/a.git is forbidden',
    });
  });

  it('fails where the engine cannot tell its instances, or has it no more', async () => {
    const db = await open();
    const { engine, sync, ended } = await openOperations(db);
    engine.failure = new Error('The cluster does not answer');
    expect(await ended(await sync())).toMatchObject({
      phase: 'Failed',
      message: 'The cluster does not answer',
    });
    engine.failure = undefined;
    engine.current = [];
    expect(await ended(await sync())).toMatchObject({
      phase: 'Failed',
      message: 'Instance "main" (argocd) is no longer configured.',
    });
  });

  it('does not know what came of it when the engine is silent, until that is seen', async () => {
    const db = await open();
    const { applicationId, instance, operations, sync, becomes } =
      await openOperations(db, {
        answer: 10,
      });
    // It does not heed the signal either.
    instance.answer = () => new Promise(() => {});
    const { id } = await sync();
    await becomes(id, {
      phase: 'Unknown',
      message: expect.stringContaining('"main" has not answered'),
      finishedAt: expect.any(String),
    });
    const next = await sync();
    expect(next.id).not.toBe(id);

    const request = { id, phase: 'Succeeded', message: 'synced' } as const;
    await operations.follow([{ applicationId, request }]);
    await becomes(id, { phase: 'Succeeded', message: 'synced' });
  });

  it.each<[string, () => Promise<OperationAnswer>]>([
    ['fails', () => Promise.reject(new Error('socket hang up'))],
    ['is not answered', async () => ({ phase: 'Unknown', message: 'Silence' })],
  ])('believes what it sees more than a call that %s', async (_, late) => {
    const db = await open();
    const { applicationId, instance, operations, sync, becomes } =
      await openOperations(db);
    let answer = () => {};
    instance.answer = () =>
      new Promise<void>(resolve => {
        answer = resolve;
      }).then(late);
    const { id } = await sync();
    await eventually(() => expect(instance.calls).toHaveLength(1));
    const request = { id, phase: 'Running' } as const;
    await operations.follow([{ applicationId, request }]);
    await becomes(id, { phase: 'Running' });
    const written = new Promise<void>(resolve => {
      db.once('query-response', () => resolve());
    });
    answer();
    await written;
    expect(await getOperation(db, id)).toMatchObject({
      phase: 'Running',
      message: undefined,
      finishedAt: null,
    });
  });

  it('keeps the first ending, and lets nobody end the operation of another application', async () => {
    const db = await open();
    const { applicationId, operations, sync, becomes } = await openOperations(
      db,
    );
    const other = await store(db, observedApplication({ name: 'other' }));
    const { id } = await sync();
    await becomes(id, { phase: 'Running' });
    const see = (application: string, phase: 'Succeeded' | 'Failed') =>
      operations.follow([
        { applicationId: application, request: { id, phase } },
      ]);
    await see(other, 'Failed');
    expect(await getOperation(db, id)).toMatchObject({ phase: 'Running' });
    await see(applicationId, 'Succeeded');
    await see(applicationId, 'Failed');
    expect(await getOperation(db, id)).toMatchObject({ phase: 'Succeeded' });
  });

  it('follows any number of requests in one statement while none is open', async () => {
    const db = await open();
    const { applicationId, operations } = await openOperations(db);
    const statements: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    await operations.follow(
      Array.from({ length: 500 }, (_, n) => ({
        applicationId,
        request: { id: `past-${n}`, phase: 'Succeeded' as const },
      })),
    );
    expect(statements).toHaveLength(1);
  });

  it('tells the last of each application', async () => {
    const db = await open();
    const { applicationId, instance, sync, becomes } = await openOperations(db);
    instance.answer = async () => ({ phase: 'Succeeded' });
    const first = await sync();
    await becomes(first.id, { phase: 'Succeeded' });
    await db('operations').update({ requested_at: '2026-11-20T10:00:00.000Z' });
    const last = await sync();
    await becomes(last.id, { phase: 'Succeeded' });
    const found = await latestOperations(db, [applicationId, 'unknown']);
    expect([...found.values()]).toMatchObject([{ id: last.id }]);
  });
});
