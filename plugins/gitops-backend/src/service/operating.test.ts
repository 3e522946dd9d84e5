import {
  changedSignalSchema,
  requestedOperationsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  ENTITY_PATH,
  ID,
  showing,
  startOperating,
  sync,
  USER,
} from '../__testUtils__/startOperating';
import { store } from '../__testUtils__/stored';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('operating on %p', databaseId => {
  const open = () => migratedDatabase(databases, databaseId);

  it('carries out what the owner asks for, to its end', async () => {
    const { asked, becomes, show, get, instance, signals, auditor } =
      await startOperating(await open());
    const operation = await asked(sync({ options: { prune: true } }));
    expect(operation).toMatchObject({
      applicationId: ID,
      type: 'sync',
      options: { prune: true },
      phase: 'Requested',
      requestedBy: USER,
      finishedAt: null,
    });
    const { id } = operation;
    await becomes(id, { phase: 'Running' });
    expect(instance.calls).toEqual([
      {
        application: 'guestbook',
        id,
        type: 'sync',
        options: { prune: true },
        requestedBy: USER,
      },
    ]);
    show(showing(operation, 'Running', 'waiting for a hook'));
    await becomes(id, { phase: 'Running', message: 'waiting for a hook' });
    const sent = signals.length;
    show(showing(operation, 'Succeeded', 'successfully synced'));
    await becomes(id, { phase: 'Succeeded', message: 'successfully synced' });
    await eventually(() => {
      const told = signals
        .slice(sent)
        .map(({ message }) => changedSignalSchema.parse(message));
      expect(told.flatMap(({ applications }) => applications)).toContain(ID);
    });
    const { body } = await get(`${ENTITY_PATH}/operations`);
    const ended = { id, phase: 'Succeeded', finishedAt: expect.any(String) };
    expect(requestedOperationsSchema.parse(body).items).toMatchObject([ended]);
    const pages = [
      (await get(`/applications/${ID}`)).body,
      (await get(`${ENTITY_PATH}/applications`)).body.items[0],
    ];
    for (const page of pages) expect(page.requested).toMatchObject(ended);
    expect(auditor.events).toEqual([
      {
        eventId: 'operation-request',
        outcome: 'succeeded',
        meta: {
          applicationId: ID,
          instance: 'main',
          namespace: 'argocd',
          name: 'guestbook',
          type: 'sync',
          options: { prune: true },
          operationId: id,
        },
      },
    ]);
  });

  it('takes what is seen at once for true, whenever the call returns', async () => {
    const db = await open();
    const { asked, becomes, get, show, instance } = await startOperating(db);
    let answer = () => {};
    instance.answer = () =>
      new Promise(resolve => {
        answer = () => resolve({ phase: 'Running' });
      });
    const operation = await asked();
    await eventually(() => expect(instance.calls).toHaveLength(1));
    show(showing(operation, 'Failed', 'one or more objects failed to apply'));
    await becomes(operation.id, { phase: 'Failed' });
    let updates = 0;
    db.on('query-response', (_rows: unknown, { sql }: { sql: string }) => {
      if (/^update .operations/.test(sql)) updates += 1;
    });
    answer();
    await eventually(() => expect(updates).toBe(1));
    expect((await get(`/operations/${operation.id}`)).body).toMatchObject({
      phase: 'Failed',
      message: 'one or more objects failed to apply',
    });
  });

  it('makes one of a second click, and one of the same intention sent twice', async () => {
    const { ask, asked, becomes, show, instance } = await startOperating(
      await open(),
    );
    const intention = sync();
    const operation = await asked(intention);
    const { id } = operation;
    expect((await asked()).id).toBe(id);
    expect((await asked(intention)).id).toBe(id);
    await becomes(id, { phase: 'Running' });
    show(showing(operation, 'Succeeded'));
    await becomes(id, { phase: 'Succeeded' });

    expect(await asked(intention)).toMatchObject({ id, phase: 'Succeeded' });
    expect(instance.calls).toHaveLength(1);
    const other = await ask({ ...intention, type: 'refresh' });
    expect(other.status).toBe(409);
    expect((await asked()).id).not.toBe(id);
    await eventually(() => expect(instance.calls).toHaveLength(2));
  });

  it('asks the engine once when two replicas are clicked at the same time', async () => {
    const db = await open();
    const replicas = [await startOperating(db), await startOperating(db)];
    const operations = await Promise.all(
      Array.from({ length: 20 }, (_, n) => replicas[n % 2].asked()),
    );
    const ids = new Set(operations.map(({ id }) => id));
    expect(ids.size).toBe(1);
    const [operation] = operations;
    await replicas[0].becomes(operation.id, { phase: 'Running' });
    expect(replicas.flatMap(({ instance }) => instance.calls)).toHaveLength(1);
    // Whichever of them sees the end writes it down.
    for (const { show } of replicas) show(showing(operation, 'Succeeded'));
    for (const { becomes } of replicas) {
      await becomes(operation.id, { phase: 'Succeeded' });
    }
  });

  it('finishes after a restart what ended meanwhile', async () => {
    const db = await open();
    const before = await startOperating(db);
    before.instance.answer = () => new Promise(() => {});
    const operation = await before.asked();
    await eventually(() => expect(before.instance.calls).toHaveLength(1));
    await before.backend.stop();
    // Even where it was written just before the end, and told nobody.
    const ended = showing(operation, 'Succeeded', 'successfully synced');
    await store(db, ended);
    const after = await startOperating(db, {}, ended);
    await after.becomes(operation.id, {
      phase: 'Succeeded',
      message: 'successfully synced',
    });
    expect(after.instance.calls).toEqual([]);
  });
});
