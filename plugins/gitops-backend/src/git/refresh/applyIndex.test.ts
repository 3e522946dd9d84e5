import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { readIndex } from '../__testUtils__/readIndex';
import { migrate, temporaryDirectory } from '../__testUtils__/testHistory';
import {
  createTestRepository,
  EPOCH,
  TestRepository,
} from '../__testUtils__/testRepository';
import { ensureRepository } from '../store/ensureRepository';
import { readWork } from '../store/readWork';
import { saveSources } from '../store/saveSources';
import { applyIndex } from './applyIndex';
import { Fetched } from './fetchWanted';
import { planIndex } from './planIndex';
import { planLog } from './planLog';

const NOW_MS = (EPOCH + 1_000_000) * 1000;
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A line of commits that each change many files, with merges and renames in it. */
function longHistory(length: number): string {
  const lines: string[] = [];
  let main = 0;
  for (let mark = 1; mark <= length; mark += 1) {
    const side = mark % 50 === 0;
    const merge = mark % 50 === 1 && mark > 1;
    const parents = merge ? [main, mark - 1] : [main || undefined];
    lines.push(
      `commit refs/heads/${side ? 'side' : 'main'}`,
      `mark :${mark}`,
      `committer Robin Example <robin@example.com> ${EPOCH + mark} +0000`,
      'data 6',
      'Change',
      ...parents.flatMap((it, index) =>
        it === undefined ? [] : `${index === 0 ? 'from' : 'merge'} :${it}`,
      ),
      ...NAMES.flatMap(name => {
        const text = `${name} ${mark}\n`;
        const path = `apps/${name}${mark % 10}/k.yaml`;
        return [`M 100644 inline ${path}`, `data ${text.length}`, text];
      }),
      ...(mark % 500 === 499 ? ['R apps/a1 apps/renamed'] : []),
      '',
    );
    if (!side) main = mark;
  }
  return lines.join('\n');
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('applyIndex on %s', databaseId => {
  const root = temporaryDirectory();
  const opened: Knex[] = [];
  afterAll(async () => {
    await Promise.all(opened.map(database => database.destroy()));
  });

  async function open() {
    const database = await databases.init(databaseId);
    opened.push(database);
    await migrate(database);
    const url = 'https://git.example.com/one.git';
    const repositoryId = await ensureRepository(database, { key: url, url });
    await saveSources(database, 'one', [
      {
        repository_id: repositoryId,
        path: 'apps',
        reads: null,
        target: 'HEAD',
        desired_revision: null,
        deployed_revision: null,
        applied_revision: null,
      },
    ]);
    return { database, repositoryId, url };
  }
  type Opened = Awaited<ReturnType<typeof open>>;

  /** Indexes a commit as the default branch, and is stopped after so many transactions. */
  async function index(
    { database, repositoryId }: Opened,
    repository: TestRepository,
    trunk: string,
    stopAfter = Infinity,
  ): Promise<number> {
    const work = await readWork(database, repositoryId);
    if (!work) throw new Error('There is nothing to do');
    const stopped = new AbortController();
    const mirror = { gitDir: repository.directory, signal: stopped.signal };
    const fetched: Fetched = {
      trunk,
      defaultBranch: 'refs/heads/main',
      tips: new Map([['HEAD', trunk]]),
      present: new Set(),
      absent: new Set(),
      there: new Set([
        ...(work.repository.trunk_sha ? [work.repository.trunk_sha] : []),
        ...work.revisions.map(it => it.sha),
      ]),
    };
    const log = planLog(work, fetched);
    const planning = planIndex(mirror, work, fetched, log, NOW_MS);
    let transactions = 0;
    const lease = {
      async write<T>(run: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
        stopped.signal.throwIfAborted();
        const result = await database.transaction(run);
        transactions += 1;
        if (transactions === stopAfter) stopped.abort();
        return result;
      },
    };
    const reading = Promise.resolve({ inputs: [], declaring: [] });
    const change = { work, fetched, log, planning, reading, nowMs: NOW_MS };
    await applyIndex(lease, mirror, change);
    return transactions;
  }

  async function rowsOf({ database, url }: Opened) {
    const count = async (table: string) =>
      (await database(table).select('*')).length;
    const [repository] = await database('git_repositories').select(
      'state',
      'trunk_sha',
      'progress_done',
      'progress_total',
    );
    return {
      repository,
      index: await readIndex(database, url),
      counts: [
        await count('git_commits'),
        await count('git_commit_paths'),
        await count('git_paths'),
        await count('git_renames'),
        await count('git_revisions'),
        await count('git_revision_commits'),
      ],
    };
  }

  function historyOf(name: string) {
    const repository = createTestRepository(root, `${name}${databaseId}`);
    repository.fastImport(longHistory(5_500));
    return { repository, tip: repository.git('rev-parse', 'main') };
  }

  it('ends equal to an undisturbed run, wherever it was stopped', async () => {
    const { repository, tip } = historyOf('stopped');
    const undisturbed = await open();
    const transactions = await index(undisturbed, repository, tip);
    expect(transactions).toBeGreaterThan(3);
    const expected = await rowsOf(undisturbed);
    expect(expected.repository).toEqual({
      state: 'current',
      trunk_sha: tip,
      progress_done: null,
      progress_total: null,
    });
    expect(expected.index.renames.length).toBeGreaterThan(0);

    for (let stop = 1; stop < transactions; stop += 1) {
      const one = await open();
      await expect(index(one, repository, tip, stop)).rejects.toThrow();
      const [row] = await one.database('git_repositories').select('*');
      expect(row).toMatchObject({ state: 'indexing', trunk_sha: null });
      expect(row.progress_done).toBeGreaterThan(0);
      expect(row.progress_total).toBe(expected.counts[0]);
      await index(one, repository, tip);
      expect(await rowsOf(one)).toEqual(expected);
    }
  });

  it('goes on from another branch when that was moved meanwhile', async () => {
    const { repository, tip } = historyOf('moved');
    const to = repository.git('rev-parse', `${tip}~4000`);
    const one = await open();
    await expect(index(one, repository, tip, 2)).rejects.toThrow();
    await index(one, repository, to);
    const fresh = await open();
    await index(fresh, repository, to);
    expect((await rowsOf(one)).index).toEqual((await rowsOf(fresh)).index);
  });

  it('shows nothing of many new commits before all are there', async () => {
    const { repository, tip } = historyOf('later');
    const old = repository.git('rev-parse', `${tip}~5000`);
    const one = await open();
    await index(one, repository, old);
    const before = await rowsOf(one);
    await expect(index(one, repository, tip, 1)).rejects.toThrow();
    const between = await rowsOf(one);
    expect(between.index).toEqual(before.index);
    expect(between.repository).toMatchObject({ trunk_sha: old });
    await index(one, repository, tip);
    const fresh = await open();
    await index(fresh, repository, tip);
    expect((await rowsOf(one)).index).toEqual((await rowsOf(fresh)).index);
  });
});
