import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import fc from 'fast-check';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  AUTHORS,
  idOf,
  indexArbitrary,
  ordinalOf,
  PATHS,
  RandomCommit,
  RandomIndex,
  RandomSource,
  saveIndex,
  shaOf,
  SUBJECTS,
  touchedBy,
} from './__testUtils__/randomIndex';
import { createReads } from './createReads';
import { IndexedCommit } from './types';

const databases = testDatabases();

interface Filters {
  author?: string;
  text?: string;
}

/** Mostly none, or nothing would be left. */
const maybe = (...texts: string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...texts) },
  );

const filtersArbitrary: fc.Arbitrary<Filters> = fc.record({
  author: maybe('rob', '_', '@EXAMPLE', 'n', 'nobody'),
  text: maybe('%', 'RAISE', '_', 'dead1', shaOf(4).slice(0, 6)),
});

function contains(
  revision: number | null,
  { onTrunk, said }: RandomCommit,
): boolean {
  return revision !== null && (said[revision] ?? onTrunk);
}

function touches(source: RandomSource, commit: RandomCommit): boolean {
  const touched = touchedBy(commit);
  return (
    source.repository === commit.repository &&
    source.inputs.some(
      ({ path, until }) =>
        touched.includes(PATHS[path]) &&
        (until === null || ordinalOf(commit) < until),
    )
  );
}

/** By going through everything. */
function expected(
  { commits, sources }: RandomIndex,
  asked: number[],
  filters: Filters,
) {
  const has = (text: string, part = '') =>
    text.toLowerCase().includes(part.toLowerCase());
  const running = new Set<number>();
  return commits
    .map((commit, n) => ({ commit, n }))
    .sort(
      (a, b) =>
        ordinalOf(b.commit) - ordinalOf(a.commit) ||
        b.commit.repository - a.commit.repository ||
        (shaOf(a.n) < shaOf(b.n) ? 1 : -1),
    )
    .flatMap(({ commit, n }) => {
      const marks = asked.flatMap(application => {
        const own = sources.filter(
          it =>
            it.application === application &&
            touches(it, commit) &&
            (contains(it.tip, commit) || contains(it.deployed, commit)),
        );
        if (own.length === 0) return [];
        const states = own.map(it => {
          if (contains(it.deployed, commit)) return 'deployed';
          return it.deployed === null && it.runs ? 'unknown' : 'waiting';
        });
        const state =
          (['waiting', 'unknown'] as const).find(each =>
            states.includes(each),
          ) ?? 'deployed';
        const current = state === 'deployed' && !running.has(application);
        if (current) running.add(application);
        return [{ applicationId: idOf(application), state, current }];
      });
      const { author, text } = filters;
      const name = AUTHORS[commit.author];
      const isAsked =
        (has(name, author) || has(`${name}@example.com`, author)) &&
        (has(SUBJECTS[commit.subject], text) ||
          shaOf(n).startsWith(text ?? '-'));
      return marks.length > 0 && isAsked ? [{ sha: shaOf(n), marks }] : [];
    });
}

describe.each(databases.eachSupportedId())('commit pages on %s', databaseId => {
  let db: Knex;

  beforeAll(async () => {
    db = await migratedDatabase(databases, databaseId);
  });

  async function empty() {
    for (const table of [
      ...['git_inputs', 'git_sources', 'git_targets', 'git_commit_paths'],
      ...['git_revision_commits', 'git_revisions', 'git_commits'],
      ...['git_paths', 'git_repositories'],
    ]) {
      await db(table).delete();
    }
  }

  it('have what going through everything gives, in one order, whatever is asked for', async () => {
    const reads = createReads(
      db,
      ScmIntegrations.fromConfig(new ConfigReader({})),
    );
    await fc.assert(
      fc.asyncProperty(
        indexArbitrary,
        fc.uniqueArray(fc.nat(2), { minLength: 1 }),
        filtersArbitrary,
        fc.integer({ min: 1, max: 5 }),
        async (index, asked, filters, limit) => {
          await empty();
          await saveIndex(db, index);
          asked.sort();
          const items: IndexedCommit[] = [];
          let cursor: string | undefined;
          do {
            const page = await reads.commits({
              applicationIds: asked.map(idOf),
              ...{ ...filters, limit, cursor },
            });
            expect(page.items.length).toBeLessThanOrEqual(limit);
            items.push(...page.items);
            cursor = page.nextCursor;
          } while (cursor !== undefined);
          expect(
            items.map(({ sha, marks }) => ({
              sha,
              marks: marks.map(({ via, ...mark }) => mark),
            })),
          ).toEqual(expected(index, asked, filters));
          for (const commit of items.slice(0, 2)) {
            expect(await reads.commit(commit, asked.map(idOf))).toEqual(commit);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
