import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { createReads } from './createReads';
import { readBeyond } from './store/readBeyond';
import { readSources } from './store/readSources';
import { walksOf } from './walks';

const databases = testDatabases();

const COMMITS = 45_000;
/** Of a SHA, after a number of seven digits. */
const REST = '0'.repeat(33);
const TIP = 'a'.repeat(40);
const BEHIND = 'b'.repeat(40);
const BESIDE = 'c'.repeat(40);
const sources = ['behind', 'beside', 'same'].map((id, n) => ({
  ...{ application_id: id, position: 0, repository_id: 1, path: '' },
  ...{ target: 'HEAD', deployed_revision: [BEHIND, BESIDE, TIP][n] },
  inputs_key: 'read',
}));

/** One long history of one path; the oldest commit alone has another subject. */
async function save(db: Knex) {
  await db('git_repositories').insert({
    ...{ id: 1, key: 'host/a', url: 'https://host/a.git' },
    ...{ public_id: '0'.repeat(16), state: 'current' },
  });
  await db('git_paths').insert({ id: 1, repository_id: 1, path: '' });
  await db.raw(
    `with recursive n(id) as (
        select 1 union all select id + 1 from n where id < ${COMMITS})
      insert into git_commits (id, repository_id, sha, author_name, author_email,
        subject, at, at_clamped, merge, mainline, on_trunk, generation,
        order_seconds, ordinal, path_ids)
      select id, 1, cast(1000000 + id as text) || '${REST}', 'Robin Example', 'robin@example.com',
        case id when 1 then 'The first' else 'Another' end, id, false, false, true,
        true, 1, id, id, '[1]' from n`,
  );
  await db.raw(
    'insert into git_commit_paths (path_id, ordinal, commit_id) select 1, ordinal, id from git_commits',
  );
  await db('git_revisions').insert(
    [TIP, BEHIND, BESIDE].map((sha, n) => ({
      ...{ id: n + 1, repository_id: 1, sha, state: 'known' },
      checked_at_ms: 0,
    })),
  );
  await db('git_revision_commits').insert([
    { revision_id: 2, commit_id: COMMITS, contained: false },
    { revision_id: 1, commit_id: COMMITS - 1, contained: false },
    { revision_id: 2, commit_id: COMMITS - 1, contained: false },
  ]);
  await db('git_targets').insert({
    ...{ repository_id: 1, target: 'HEAD', sha: TIP },
  });
  await db('git_sources').insert(sources);
  await db('git_inputs').insert(
    sources.map(({ application_id: id }) => ({
      ...{ application_id: id, position: 0, path_id: 1 },
    })),
  );
}

describe.each(databases.eachSupportedId())(
  'a long history on %s',
  databaseId => {
    let db: Knex;
    let reads: ReturnType<typeof createReads>;

    beforeAll(async () => {
      db = await migratedDatabase(databases, databaseId);
      await save(db);
      const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
      reads = createReads(db, integrations);
    });

    it('is held against a filter part by part, and others have their turn in between', async () => {
      // Of SQLite's one connection.
      const ended: string[] = [];
      const ask = async (limit: number, text?: string) => {
        const page = await reads.commits({
          applicationIds: ['same'],
          limit,
          text,
        });
        ended.push(text ?? 'all');
        return page;
      };
      const [found] = await Promise.all([ask(20, 'the FIRST'), ask(1)]);
      expect(found.items.map(({ subject }) => subject)).toEqual(['The first']);
      expect(found.nextCursor).toBeUndefined();
      expect(ended).toEqual(['all', 'the FIRST']);
    });

    it('is paged through under a filter that leaves much', async () => {
      const shas: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await reads.commits({
          ...{ applicationIds: ['same'], text: '1000', limit: 100, cursor },
        });
        shas.push(...page.items.map(({ sha }) => sha));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(shas).toEqual(
        Array.from({ length: 999 }, (_, n) => `${1_000_999 - n}${REST}`),
      );
    });

    it('is gone along once for all revisions that Git’s revision contains', async () => {
      const ids = sources.map(source => source.application_id);
      const { positions, inputs } = await readSources(db, ids);
      const isBeyond = await readBeyond(db, positions);
      expect(positions.filter(isBeyond)).toMatchObject([
        { application_id: 'beside' },
      ]);
      const revisions = walksOf(positions, inputs, isBeyond).map(
        ({ revisionId }) => revisionId,
      );
      expect(revisions.sort()).toEqual([1, 3]);
    });
  },
);
