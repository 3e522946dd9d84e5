import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import {
  InMemoryEngine,
  InMemoryInstance,
} from '../__testUtils__/InMemoryEngine';
import { InMemoryGitHistory } from '../__testUtils__/InMemoryGitHistory';
import { observedApplication } from '../__testUtils__/observedApplication';
import { listInstances } from '../store/instances';
import { listInstanceApplicationIds } from '../store/listInstanceApplicationIds';
import { EngineSupervisor } from './EngineSupervisor';
import { instanceSweeper } from './instanceSweeper';
import { Recorder } from './Recorder';

const databases = testDatabases();
const snapshot = {
  type: 'snapshot' as const,
  applications: [observedApplication()],
};

describe('EngineSupervisor', () => {
  const stop: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const each of stop.splice(0)) await each();
  });

  async function start(
    engine: InMemoryEngine,
    options: { intervalMs?: number; silenceMs?: number } = {},
  ) {
    const db = await migratedDatabase(databases, 'SQLITE_3');
    const logger = mockServices.logger.mock();
    const recorder = new Recorder({
      db,
      git: new InMemoryGitHistory(),
      environmentOf: () => null,
      onChanged: () => {},
      onBindable: () => {},
    });
    const supervisor = new EngineSupervisor({
      db,
      logger,
      recorder,
      engine,
      intervalMs: 20,
      ...options,
    });
    const controller = new AbortController();
    const done = supervisor.start(controller.signal);
    stop.push(async () => {
      controller.abort();
      await done;
    });
    const state = async (name: string) =>
      (await listInstances(db)).find(instance => instance.name === name);
    const applications = (name: string) =>
      listInstanceApplicationIds(db, engine.kind, name);
    return { db, logger, recorder, state, applications };
  }

  it('states how each instance is found, from first to last', async () => {
    const main = new InMemoryInstance('main');
    const { state, applications } = await start(
      new InMemoryEngine('argocd', [main]),
    );
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'connecting',
        lastSeenAt: null,
      }),
    );
    main.fail(new Error('connect ECONNREFUSED'));
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'connecting',
        reason: 'connect ECONNREFUSED',
      }),
    );
    main.show(snapshot);
    await eventually(async () => {
      const found = await state('main');
      expect(found).toMatchObject({ state: 'reachable' });
      expect(found?.reason).toBeUndefined();
      expect(found?.lastSeenAt).not.toBeNull();
    });
    main.fail(new Error('socket hang up'));
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'stale',
        reason: 'socket hang up',
      }),
    );
    main.fail(new NotAllowedError('The token may not list applications'));
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'failing',
        reason: 'The token may not list applications',
      }),
    );
    expect(await applications('main')).toHaveLength(1);
  });

  it('logs once that an instance is away, and once that it is back', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const main = new InMemoryInstance('main');
    const { logger } = await start(new InMemoryEngine('argocd', [main]));
    for (const [round, words] of ['ECONNREFUSED', 'timeout'].entries()) {
      main.show(snapshot);
      for (let n = 0; n < 3; n++) main.fail(new Error(`${words} ${n}`));
      await eventually(() => expect(main.opened).toBe(3 * (round + 1) + 1));
    }
    main.show(snapshot);
    await eventually(() => expect(logger.info).toHaveBeenCalledTimes(2));
    expect(logger.warn.mock.calls).toEqual([
      ['Instance "main" (argocd) is not observed: ECONNREFUSED 0'],
      ['Instance "main" (argocd) is not observed: timeout 0'],
    ]);
    expect(logger.info.mock.calls).toEqual([
      ['Instance "main" (argocd) is observed again'],
      ['Instance "main" (argocd) is observed again'],
    ]);
    jest.restoreAllMocks();
  });

  it('calls an instance that refuses failing, as engines say it', async () => {
    const main = new InMemoryInstance('main');
    const { state } = await start(new InMemoryEngine('argocd', [main]));
    main.fail(Object.assign(new Error('not accepted (401)'), { status: 401 }));
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'failing',
        reason: 'not accepted (401)',
      }),
    );
  });

  it('lets no instance hold up another', async () => {
    const dead = new InMemoryInstance('dead');
    const main = new InMemoryInstance('main');
    const { state } = await start(new InMemoryEngine('argocd', [dead, main]));
    dead.fail(new Error('connect ETIMEDOUT'));
    main.show(snapshot);
    await eventually(async () => {
      expect(await state('main')).toMatchObject({ state: 'reachable' });
      expect(await state('dead')).toMatchObject({
        reason: 'connect ETIMEDOUT',
      });
    });
  });

  it('gives up a stream that is silent, and opens another', async () => {
    const main = new InMemoryInstance('main');
    const { state } = await start(new InMemoryEngine('argocd', [main]), {
      silenceMs: 50,
    });
    main.show(snapshot);
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'stale',
        reason: expect.stringContaining('Nothing was heard'),
      }),
    );
    await eventually(() => expect(main.opened).toBeGreaterThan(1));
  });

  it('stays reachable while a silent instance says it is alive', async () => {
    const main = new InMemoryInstance('main');
    const { state } = await start(new InMemoryEngine('argocd', [main]), {
      silenceMs: 400,
    });
    main.show(snapshot);
    const until = Date.now() + 1000;
    const alive = setInterval(() => main.show({ type: 'alive' }), 50);
    await eventually(() => expect(Date.now()).toBeGreaterThan(until));
    clearInterval(alive);
    expect(await state('main')).toMatchObject({ state: 'reachable' });
    expect(main.opened).toBe(1);
  });

  it('opens a stream again that ended in order', async () => {
    const main = new InMemoryInstance('main');
    const { state } = await start(new InMemoryEngine('argocd', [main]));
    main.show(snapshot);
    main.end();
    await eventually(() => expect(main.opened).toBe(2));
    expect(await state('main')).toMatchObject({ state: 'reachable' });
  });

  it('observes instances as they come and go', async () => {
    const engine = new InMemoryEngine('argocd', []);
    const { db, logger, recorder, state, applications } = await start(engine);
    const main = new InMemoryInstance('main');
    engine.current = [main, new InMemoryInstance('main')];
    main.show(snapshot);
    await eventually(async () =>
      expect(await state('main')).toMatchObject({ state: 'reachable' }),
    );
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('two instances named "main"'),
    );

    engine.current = [];
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'stale',
        reason: 'It is no longer configured.',
      }),
    );
    await eventually(() => expect(main.open).toBe(false));
    expect(await applications('main')).toHaveLength(1);

    const controller = new AbortController();
    const sweeper = instanceSweeper({
      db,
      logger,
      recorder,
      engines: [engine],
      keepMs: -1000,
    });
    const done = sweeper.start(controller.signal);
    await eventually(async () => expect(await state('main')).toBeUndefined());
    controller.abort();
    await done;
    expect(await applications('main')).toEqual([]);
  });

  it('asks an engine again that cannot tell its instances', async () => {
    const engine = new InMemoryEngine('argocd', []);
    engine.failure = new Error('The clusters cannot be listed');
    const { db, logger, state } = await start(engine);
    await eventually(() =>
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('The clusters cannot be listed'),
      ),
    );
    expect(await listInstances(db)).toEqual([]);
    const asked = engine.asked;
    await eventually(() => expect(engine.asked).toBeGreaterThan(asked + 1));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    engine.failure = undefined;
    const main = new InMemoryInstance('main');
    main.show(snapshot);
    engine.current = [main];
    await eventually(async () =>
      expect(await state('main')).toMatchObject({ state: 'reachable' }),
    );
  });

  it('says so when what was observed cannot be kept', async () => {
    const main = new InMemoryInstance('main');
    const { db, logger, state } = await start(
      new InMemoryEngine('argocd', [main]),
    );
    await db.schema.renameTable('applications', 'elsewhere');
    main.show(snapshot);
    await eventually(async () =>
      expect(await state('main')).toMatchObject({
        state: 'connecting',
        reason: expect.stringContaining('could not be kept'),
      }),
    );
    expect(logger.error).toHaveBeenCalled();
    await db.schema.renameTable('elsewhere', 'applications');
    main.show(snapshot);
    await eventually(async () =>
      expect(await state('main')).toMatchObject({ state: 'reachable' }),
    );
  });
});
