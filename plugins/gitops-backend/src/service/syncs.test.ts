import { syncsSchema } from '@backstage-gitops/plugin-gitops-common';
import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { InMemoryEngine } from '../__testUtils__/InMemoryEngine';
import {
  observedApplication,
  REVISION_1,
} from '../__testUtils__/observedApplication';
import { ownedComponent } from '../__testUtils__/ownedComponent';
import { startPlugin } from '../__testUtils__/startPlugin';
import { markReachable, store } from '../__testUtils__/stored';
import { listBoundEntities } from '../store/listBoundEntities';
import { saveUnobserved } from '../store/unobserved';

const databases = testDatabases();

/** The nth, an hour after the one before. */
function sync(n: number, part: Partial<ObservedSync> = {}): ObservedSync {
  const hour = String(n).padStart(2, '0');
  return {
    key: `h${n}`,
    phase: 'Succeeded',
    deployed: true,
    revisions: [REVISION_1],
    startedAt: `2026-11-20T${hour}:00:00.000Z`,
    finishedAt: `2026-11-20T${hour}:00:07.000Z`,
    ...part,
  };
}

describe.each(databases.eachSupportedId())('syncs on %p', databaseId => {
  async function start() {
    const db = await migratedDatabase(databases, databaseId);
    const failed = sync(3, {
      phase: 'Failed',
      deployed: false,
      message: 'No such namespace',
      initiatedBy: { name: 'user:default/robin', automated: false },
    });
    const seen = { name: 'a', entityRefs: ['a'] };
    await store(
      db,
      observedApplication({ ...seen, uid: 'old', syncs: [sync(1)] }),
    );
    const id = await store(
      db,
      observedApplication({ ...seen, uid: 'new', syncs: [sync(2), failed] }),
    );
    await store(
      db,
      observedApplication({ name: 'b', entityRefs: ['b'], syncs: [sync(4)] }),
    );
    const { server, git } = await startPlugin({
      db,
      engines: [new InMemoryEngine('argocd', [])],
      entities: [ownedComponent('a', 'a'), ownedComponent('b', 'b')],
      hidden: ['component:default/b'],
    });
    await eventually(async () =>
      expect(await listBoundEntities(db)).toHaveLength(2),
    );
    await markReachable(db, 'main');
    const ask = (path: string, query: object = {}) =>
      request(server).get(`/api/gitops${path}`).query(query);
    const read = async (path: string, query: object = {}) =>
      syncsSchema.parse((await ask(path, query).expect(200)).body);
    return { db, id, git, ask, read };
  }

  const OF_A = '/entities/component/default/a/syncs';

  it('are told newest first, with what is known of each', async () => {
    const { id, git, read } = await start();
    const commit = {
      sha: REVISION_1,
      subject: 'Bump',
      author: 'Robin Example',
      at: '2026-11-20T00:00:00.000Z',
      url: null,
    };
    git.commitsKnown.set(REVISION_1, commit);
    const page = await read(OF_A);
    expect(page).toEqual(await read(`/applications/${id}/syncs`));
    expect(page.items).toEqual([
      {
        id: expect.any(String),
        applicationId: id,
        phase: 'Failed',
        deployed: false,
        revisions: [REVISION_1],
        commit,
        startedAt: '2026-11-20T03:00:00.000Z',
        finishedAt: '2026-11-20T03:00:07.000Z',
        repeats: null,
        initiatedBy: { name: 'user:default/robin', automated: false },
        message: 'No such namespace',
        former: false,
      },
      expect.objectContaining({ phase: 'Succeeded', former: false }),
      expect.objectContaining({ phase: 'Succeeded', former: true }),
    ]);
    expect(page.nextCursor).toBeUndefined();
  });

  it('are named by the commit of whichever source has one', async () => {
    const { db, git, read } = await start();
    const commit = {
      sha: REVISION_1,
      subject: 'Bump',
      author: 'Robin Example',
      at: '2026-11-20T00:00:00.000Z',
      url: null,
    };
    git.commitsKnown.set(REVISION_1, commit);
    const chart = sync(5, { revisions: ['1.2.3', REVISION_1] });
    await store(
      db,
      observedApplication({
        ...{ name: 'a', entityRefs: ['a'], uid: 'new' },
        syncs: [sync(2), chart],
      }),
    );
    expect((await read(OF_A)).items[0]).toMatchObject({ commit });
  });

  it('come in pages, each with the spans that ended between its own', async () => {
    const { db, read } = await start();
    const span = async (from: string, to: string) =>
      saveUnobserved(db, {
        engine: 'argocd',
        instance: 'main',
        from: `2026-11-20T${from}.000Z`,
        to: `2026-11-20T${to}.000Z`,
      });
    await span('00:10:00', '00:20:00');
    await span('01:10:00', '01:20:00');
    await span('02:10:00', '02:20:00');
    await span('02:30:00', '02:30:10');
    await span('00:50:00', '01:50:00');
    await span('01:30:00', '02:40:00');
    const first = await read(OF_A, { limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(first.unobserved).toMatchObject([
      { from: '2026-11-20T01:30:00.000Z', to: '2026-11-20T02:40:00.000Z' },
      { from: '2026-11-20T02:10:00.000Z', to: '2026-11-20T02:20:00.000Z' },
    ]);
    const rest = await read(OF_A, { limit: 2, cursor: first.nextCursor });
    expect(rest.items).toHaveLength(1);
    expect(rest.unobserved).toMatchObject([
      { from: '2026-11-20T00:50:00.000Z' },
      { from: '2026-11-20T01:10:00.000Z' },
    ]);
  });

  it('say on the first page what is not observed now', async () => {
    const { db, read } = await start();
    await db('instances').update({ state: 'stale' });
    const first = await read(OF_A, { limit: 2 });
    expect(first.unobserved).toEqual([
      {
        engine: 'argocd',
        instance: 'main',
        from: '2026-11-20T10:00:00.000Z',
        to: null,
      },
    ]);
    const rest = await read(OF_A, { limit: 2, cursor: first.nextCursor });
    expect(rest.unobserved).toEqual([]);
  });

  it('are not there for whoever may not read the entity', async () => {
    const { ask } = await start();
    const hidden = await ask('/entities/component/default/b/syncs');
    const wrong = await ask(OF_A, { cursor: 'x' });
    const tooMany = await ask(OF_A, { limit: 1000 });
    expect([hidden.status, wrong.status, tooMany.status]).toEqual([
      404, 400, 400,
    ]);
  });
});
