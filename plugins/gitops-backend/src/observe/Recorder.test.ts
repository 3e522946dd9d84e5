import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { gitFacts, waiting } from '../__testUtils__/gitFacts';
import { InMemoryGitHistory } from '../__testUtils__/InMemoryGitHistory';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { applicationId } from '../store/applicationId';
import { getApplication } from '../store/getApplication';
import { listInstanceApplicationIds } from '../store/listInstanceApplicationIds';
import { saveInstance } from '../store/saveInstance';
import { TransitionEvent } from '../transition';
import { Recorder } from './Recorder';

const databases = testDatabases();
const MAIN = { engine: 'argocd', instance: 'main' } as const;
const ID = applicationId('argocd', 'main', observedApplication());

async function reachable(db: Knex) {
  await saveInstance(db, {
    engine: 'argocd',
    name: 'main',
    state: 'reachable',
    since: '2026-11-20T10:00:00.000Z',
    lastSeenAt: '2026-11-20T10:00:00.000Z',
    capabilities: {
      drift: true,
      driftWhilePending: false,
      operations: [],
      resources: false,
      diff: false,
    },
  });
}

describe.each(databases.eachSupportedId())('Recorder on %p', databaseId => {
  async function open() {
    const db = await migratedDatabase(databases, databaseId);
    const git = new InMemoryGitHistory();
    const changes: string[][] = [];
    const events: TransitionEvent[] = [];
    let rebinds = 0;
    const recorder = new Recorder({
      db,
      git,
      environmentOf: observed => observed.labels.env ?? null,
      onChanged: ids => changes.push(ids),
      onBindable: () => {
        rebinds += 1;
      },
      onEvents: more => events.push(...more),
    });
    const stored = () => getApplication(db, ID);
    return {
      db,
      git,
      recorder,
      changes,
      events,
      stored,
      rebinds: () => rebinds,
    };
  }

  it('writes what has changed, and nothing else', async () => {
    const { db, recorder, changes, stored, rebinds } = await open();
    const seen = observedApplication();
    await recorder.snapshot(MAIN, [seen], true);
    expect(await stored()).toMatchObject({ version: 1 });
    expect([changes, rebinds()]).toEqual([[[ID]], 1]);

    const statements: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    await recorder.snapshot(MAIN, [seen], true);
    await recorder.changed(MAIN, seen, false);
    expect(statements.filter(sql => !/^select/i.test(sql))).toEqual([]);
    expect(changes).toHaveLength(1);

    await recorder.changed(
      MAIN,
      observedApplication({ health: { status: 'Degraded' } }),
      false,
    );
    expect(await stored()).toMatchObject({ version: 2 });
    expect(rebinds()).toBe(1);
    await recorder.changed(
      MAIN,
      observedApplication({ labels: { env: 'production' } }),
      false,
    );
    expect(await stored()).toMatchObject({
      version: 3,
      environment: 'production',
    });
    expect(rebinds()).toBe(2);
  });

  it('removes what a snapshot does not hold, of that instance only', async () => {
    const { db, git, recorder } = await open();
    const a = observedApplication({ name: 'a' });
    const b = observedApplication({ name: 'b' });
    const edge = { ...MAIN, instance: 'edge' };
    await recorder.snapshot(MAIN, [a, b], true);
    await recorder.snapshot(edge, [a, b], true);
    await recorder.snapshot(MAIN, [b], false);
    const ids = (instance: string) =>
      listInstanceApplicationIds(db, 'argocd', instance);
    expect(await ids('main')).toEqual([applicationId('argocd', 'main', b)]);
    expect(await ids('edge')).toHaveLength(2);
    expect(git.tracked.has(applicationId('argocd', 'main', a))).toBe(false);

    await recorder.removed(MAIN, b);
    expect(await ids('main')).toEqual([]);
    await recorder.forget(edge);
    expect(await ids('edge')).toEqual([]);
    expect(git.tracked.size).toBe(0);
  });

  it('tells Git history of the Git sources, and when there are none any more', async () => {
    const { git, recorder } = await open();
    const git1 = {
      type: 'git' as const,
      repoUrl: 'https://git.example.com/a.git',
    };
    const helm = {
      type: 'helm' as const,
      repoUrl: 'https://charts.example.com',
    };
    const sync = {
      desiredRevisions: ['1.2.0', REVISION_2],
      deployedRevisions: ['1.2.0', REVISION_1],
    };
    await recorder.changed(
      MAIN,
      observedApplication({ sources: [helm, git1], sync }),
      false,
    );
    const tracked = {
      repoUrl: git1.repoUrl,
      path: '',
      desiredRevision: REVISION_2,
      deployedRevision: REVISION_1,
    };
    expect(git.tracked.get(ID)).toEqual({
      id: ID,
      // It is Synced: whatever lies between changes nothing.
      sources: [{ ...tracked, appliedRevision: REVISION_2 }],
      differing: [],
    });
    await recorder.changed(
      MAIN,
      observedApplication({
        sources: [helm, git1],
        sync: { ...sync, status: 'OutOfSync' },
      }),
      false,
    );
    // What differs is not told.
    expect(git.tracked.get(ID)?.sources).toEqual([tracked]);
    const parent = { kind: 'Application', namespace: 'argocd', name: 'apps' };
    await recorder.changed(
      MAIN,
      observedApplication({ sources: [helm], parent }),
      false,
    );
    expect(git.tracked.get(ID)).toEqual({
      id: ID,
      sources: [],
      declaration: {
        parentId: applicationId('argocd', 'main', parent),
        objectId: ID,
        kind: 'Application',
        namespace: 'argocd',
        name: 'guestbook',
        inEffect: true,
      },
      differing: [],
    });
    await recorder.changed(
      MAIN,
      observedApplication({ sources: [helm] }),
      false,
    );
    expect(git.tracked.has(ID)).toBe(false);
  });

  it('works out anew what Git has news of', async () => {
    const { db, git, recorder, stored, events } = await open();
    await reachable(db);
    await recorder.snapshot(
      MAIN,
      [
        observedApplication({
          sync: { status: 'OutOfSync', desiredRevisions: [REVISION_2] },
        }),
      ],
      true,
    );
    expect(await stored()).toMatchObject({
      record: { sync: { divergence: 'Unknown', pendingCommits: null } },
    });
    git.learn(ID, waiting(2, '2026-11-20T09:00:00.000Z'));
    await recorder.gitChanged([ID, 'gone']);
    expect(await stored()).toMatchObject({
      record: {
        sync: {
          divergence: 'Pending',
          pendingCommits: 2,
          since: { at: '2026-11-20T09:00:00.000Z', precision: 'exact' },
        },
      },
    });
    expect(events).toMatchObject([
      { type: 'statusChanged', from: { divergence: 'Unknown' } },
    ]);
  });

  it('loses no news that Git has of an application just before it is kept', async () => {
    const { git, recorder, stored } = await open();
    const look = observedApplication({
      sync: { status: 'OutOfSync', desiredRevisions: [REVISION_2] },
    });
    const facts = git.facts.bind(git);
    let isFirst = true;
    git.facts = async ids => {
      const before = await facts(ids);
      if (isFirst) {
        isFirst = false;
        git.learn(ID, waiting(2));
        await recorder.gitChanged([ID]);
      }
      return before;
    };
    await recorder.snapshot(MAIN, [look], true);
    expect(await stored()).toMatchObject({
      record: { sync: { divergence: 'Pending', pendingCommits: 2 } },
    });
  });

  it('does not call a change exact while the instance cannot be reached', async () => {
    const { git, recorder, stored } = await open();
    const look = observedApplication({
      sync: { status: 'OutOfSync', byRevisionOnly: true },
    });
    git.known.set(ID, waiting(1));
    await recorder.snapshot(MAIN, [look], true);
    git.known.set(ID, gitFacts());
    await recorder.gitChanged([ID]);
    expect(await stored()).toMatchObject({
      record: { sync: { divergence: 'None', since: { precision: 'atLeast' } } },
    });
  });

  it('loses nothing when Git and the engine have news at once', async () => {
    const { db, git, recorder, stored, events } = await open();
    await reachable(db);
    await recorder.snapshot(MAIN, [observedApplication()], true);
    const look = (n: number): ObservedApplication =>
      observedApplication({
        health: { status: 'Degraded', message: `message ${n}` },
        sync: { status: 'OutOfSync', desiredRevisions: [REVISION_2] },
        drift: n % 2 === 0 ? driftOf(driftedField()) : null,
      });
    const engine = (async () => {
      for (let n = 1; n <= 20; n++)
        await recorder.changed(MAIN, look(n), false);
    })();
    const news = (async () => {
      for (let n = 1; n <= 20; n++) {
        git.known.set(ID, waiting(n));
        await recorder.gitChanged([ID]);
      }
    })();
    await Promise.all([engine, news]);
    expect(await stored()).toMatchObject({
      record: {
        health: { message: 'message 20' },
        sync: { pendingCommits: 20, divergence: 'PendingAndDrifted' },
      },
    });
    expect(events.filter(({ type }) => type.startsWith('drift'))).toMatchObject(
      [{ type: 'driftOpened' }],
    );
  });

  it('takes the last of two that have the same key', async () => {
    const { recorder, stored } = await open();
    await recorder.snapshot(
      MAIN,
      [observedApplication(), observedApplication({ project: 'second' })],
      true,
    );
    expect(await stored()).toMatchObject({ record: { project: 'second' } });
  });
});
