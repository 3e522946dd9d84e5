import {
  commitDiffSchema,
  gitopsApplicationInspectPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { indexedCommit, REPOSITORY_ID } from '../__testUtils__/indexedCommit';
import { observedApplication } from '../__testUtils__/observedApplication';
import { OWN, startCommits } from '../__testUtils__/startCommits';
import { StartOptions } from '../__testUtils__/startPlugin';
import { store } from '../__testUtils__/stored';

const databases = testDatabases();
const DIFF = `/commits/${REPOSITORY_ID}/${'a'.repeat(40)}/diff`;
const ANSWER = {
  message: 'Raise the limit',
  files: [{ path: 'apps/web/a', change: 'added' as const, patch: '@@\n+a\n' }],
  otherFiles: 1,
};

describe('the diff of a commit', () => {
  /** A commit that touches `web`, which confirms an entity, and what is merely claimed. */
  async function start(options: Partial<StartOptions> = {}) {
    const db = await migratedDatabase(databases, 'SQLITE_3');
    const started = await startCommits(db, options);
    const { git, web, rest, hidden } = started;
    git.page = { items: [indexedCommit()] };
    git.answer = async () => ANSWER;
    const touching = (applicationId: string, ...inputs: string[]) => ({
      ...{ applicationId, via: [], inputs, read: inputs },
    });
    git.touches = [
      touching(hidden, 'apps/hidden'),
      touching(rest, 'apps/rest'),
      touching(web, 'base', 'apps/web'),
    ];
    return { ...started, db };
  }

  it('has what lies below inputs of applications that may be inspected', async () => {
    const { get, git } = await start();
    const { body } = await get(DIFF).expect(200);
    expect(commitDiffSchema.parse(body)).toEqual(ANSWER);
    expect(git.diffsAsked).toEqual([
      {
        ...{ repositoryId: REPOSITORY_ID, sha: 'a'.repeat(40) },
        inputs: ['apps/web', 'base'],
      },
    ]);
  });

  it('is not for whom no confirmed entity allows it, and Git is not asked', async () => {
    const denied = await start({
      deniedFor: { [OWN]: [gitopsApplicationInspectPermission] },
    });
    const claimed = await start();
    claimed.git.touches = claimed.git.touches.slice(0, 2);
    for (const { get, git } of [denied, claimed]) {
      const { status, body } = await get(DIFF);
      expect(status).toBe(403);
      expect(body.error.message).toContain('gitops.application.inspect');
      expect(git.diffsAsked).toEqual([]);
    }
  });

  it('has nothing of what the engine of an application has not read', async () => {
    const { get, git } = await start();
    git.touches[2].read = ['base'];
    await get(DIFF).expect(200);
    expect(git.diffsAsked.map(({ inputs }) => inputs)).toEqual([['base']]);
    git.touches[2].read = [];
    const { status } = await get(DIFF);
    expect(status).toBe(403);
    expect(git.diffsAsked).toHaveLength(1);
  });

  it('is for whoever may inspect one of a great many applications', async () => {
    const { get, git, db } = await start();
    const many = Array.from({ length: 250 }, (_, n) => `0 ${n}`);
    const seen = observedApplication({});
    const ids = [];
    for (const name of many) ids.push(await store(db, { ...seen, name }));
    await db('application_bindings').insert(
      ids.map(id => ({
        ...{ application_id: id, confirmed: false },
        entity_ref: 'component:default/other',
      })),
    );
    git.touches = [
      ...ids.map(applicationId => ({ ...git.touches[1], applicationId })),
      ...git.touches,
    ];
    await get(DIFF).expect(200);
    expect(git.diffsAsked.map(({ inputs }) => inputs)).toEqual([
      ['apps/web', 'base'],
    ]);
  });

  it('is not there where the commit is not', async () => {
    const hidden = await start();
    hidden.git.touches = hidden.git.touches.slice(0, 1);
    const unknown = await start();
    unknown.git.page = { items: [] };
    for (const { get, git } of [hidden, unknown]) {
      const { status, body } = await get(DIFF);
      expect([status, body.error.message]).toEqual([
        404,
        'There is no such commit that you may see.',
      ]);
      expect(git.diffsAsked).toEqual([]);
    }
  });

  it('is asked for once, however many want it', async () => {
    const { get, git } = await start();
    let answer = () => {};
    const ready = new Promise<void>(resolve => {
      answer = resolve;
    });
    git.answer = async () => {
      await ready;
      return ANSWER;
    };
    const both = Promise.all([get(DIFF), get(DIFF)]);
    await eventually(() => expect(git.diffsAsked).toHaveLength(1));
    answer();
    expect((await both).map(({ status }) => status)).toEqual([200, 200]);
    await get(DIFF).expect(200);
    expect(git.diffsAsked).toHaveLength(1);
  });

  it('is another one for whom other inputs are open', async () => {
    const { get, git } = await start();
    await get(DIFF).expect(200);
    git.touches[2].read = ['apps/web'];
    await get(DIFF).expect(200);
    expect(git.diffsAsked.map(({ inputs }) => inputs)).toEqual([
      ['apps/web', 'base'],
      ['apps/web'],
    ]);
  });

  it('fails in words, and is asked for anew', async () => {
    const { get, git } = await start();
    git.answer = async () => {
      throw new Error('git fetch failed: http://robin:canary@host is down');
    };
    const { status, body } = await get(DIFF);
    expect([status, body.error.message]).toEqual([
      503,
      '"https://git.example.com/org/deploy.git" could not answer: git fetch failed: http://host is down',
    ]);
    git.answer = async () => ANSWER;
    await get(DIFF).expect(200);
  });
});
