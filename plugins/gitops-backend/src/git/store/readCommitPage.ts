import { Knex } from 'knex';
import { z } from 'zod';
import { isPostgres } from '../../store/isPostgres';
import { literal } from '../../store/literal';
import { CommitPlace } from '../commitCursor';
import { Walk } from '../walks';
import { contains, joinRevision } from './containment';
import { counts } from './counts';
import { jsonRows } from './jsonRows';
import { jsonList } from './jsonList';
import { Against, CommitsRead, NO_COMMITS, readCommits } from './readCommits';

export interface PageQuery {
  /** Part of the author's name or address, in any case. */
  author?: string;
  /** Part of the subject, in any case, or at least four digits that the SHA begins with. */
  text?: string;
  limit: number;
  after?: CommitPlace;
}

/** The newest commits that were found. */
export interface FoundPage extends CommitsRead {
  /** So far was looked; what is older was not. Absent where these are all, or the page is full. */
  reached?: CommitPlace;
}

const SHA_BEGINS = /^[0-9a-f]{4,64}$/i;
/** So many commits are held against a filter at a time: some ten milliseconds of SQLite. */
const MAX_LOOKED_AT = 20_000;

/** Of one ordinal nothing comes before that. */
const BEFORE_ALL = { repositoryId: 2 ** 31 - 1, sha: 'f'.repeat(64) };

const foundSchema = z.array(z.tuple([z.int(), z.int()]));

/**
 * The newest commits of all walks together. Each walk is gone only as far as the page
 * can reach, along the index by path and order: a directory's whole history is never
 * sorted, nor held against a filter at once.
 */
export async function readCommitPage(
  db: Knex.Transaction,
  walks: readonly Walk[],
  query: PageQuery,
  against?: Against,
): Promise<FoundPage> {
  if (walks.length === 0) return NO_COMMITS;
  // PostgreSQL takes all paths for equal, and would gather and sort a root's history.
  if (isPostgres(db)) await db.raw('set local enable_bitmapscan = off');
  const perWalk =
    query.author || query.text
      ? Math.ceil(MAX_LOOKED_AT / walks.length)
      : undefined;
  const newest = jsonList(
    db,
    ['found.id', 'found.ordinal'],
    db.from(newestOf(db, query, perWalk).as('found')),
  );
  const found: Array<{ ids: string | null; end: number | string | null }> =
    await db
      .with(
        'w',
        jsonRows(
          db,
          { path_id: 'integer', until: 'bigint', revision_id: 'integer' },
          walks.map(walk => [walk.pathId, walk.until, walk.revisionId]),
        ),
      )
      .from('w')
      .select({
        ids: newest,
        end: perWalk ? endOf(db, query, perWalk) : db.raw('null'),
      });
  const ordinals = new Map<number, number>();
  let end = -Infinity;
  for (const walk of found) {
    const own = foundSchema.parse(JSON.parse(walk.ids ?? '[]'));
    for (const [id, ordinal] of own) ordinals.set(id, ordinal);
    if (own.length < query.limit && walk.end !== null) {
      end = Math.max(end, Number(walk.end));
    }
  }
  const ids = firstOf(ordinals, query.limit);
  const read = await readCommits(db, newestFirst(db, ids, query), against);
  // Beyond the end of a walk some can be missing.
  const rows = read.rows.filter(({ ordinal }) => Number(ordinal) > end);
  return rows.length === query.limit || end === -Infinity
    ? { ...read, rows }
    : { ...read, rows, reached: { ...BEFORE_ALL, ordinal: end } };
}

/** The ids of the newest; more of them where the last shares its ordinal with others. */
function firstOf(
  ordinals: ReadonlyMap<number, number>,
  limit: number,
): number[] {
  const newest = [...ordinals.values()].sort((one, other) => other - one);
  const last = newest.at(Math.min(limit, newest.length) - 1) ?? 0;
  return [...ordinals.keys()].filter(id => (ordinals.get(id) ?? 0) >= last);
}

/** The paths `cp` that walk `w` leads along, the newest first. */
function along(db: Knex, { after }: PageQuery): Knex.QueryBuilder {
  const query = db
    .from('git_commit_paths as cp')
    .whereRaw(`cp.path_id = w.path_id and ${counts('w', 'cp')}`)
    .orderBy('cp.ordinal', 'desc');
  if (after) query.where('cp.ordinal', '<=', after.ordinal);
  return query;
}

/** The last ordinal of so many of walk `w`; null where it is shorter. */
function endOf(db: Knex, query: PageQuery, length: number): Knex.QueryBuilder {
  return along(db, query)
    .offset(length - 1)
    .limit(1)
    .select('cp.ordinal');
}

/** The commits of walk `w` that are asked for, of its newest `length`. */
function newestOf(
  db: Knex,
  query: PageQuery,
  length: number | undefined,
): Knex.QueryBuilder {
  const within = length
    ? db.from(
        along(db, query)
          .limit(length)
          .select('cp.ordinal', 'cp.commit_id')
          .as('cp'),
      )
    : along(db, query);
  return matching(within, db, query)
    .clearOrder()
    .orderBy('cp.ordinal', 'desc')
    .orderBy('c.sha', 'desc')
    .limit(query.limit)
    .select('c.id', 'cp.ordinal');
}

/** Leaves the newest of these commits. */
function newestFirst(
  db: Knex,
  ids: readonly number[],
  { limit }: PageQuery,
): (query: Knex.QueryBuilder) => Knex.QueryBuilder {
  const asked = jsonRows(
    db,
    { id: 'integer' },
    ids.map(id => [id]),
  );
  return query =>
    query
      .with('asked', asked)
      .whereRaw('c.id in (select id from asked)')
      .orderBy('c.ordinal', 'desc')
      .orderBy('c.repository_id', 'desc')
      .orderBy('c.sha', 'desc')
      .limit(limit);
}

/** Leaves the commits `c` of the paths `cp` that walk `w` contains and that are asked for. */
function matching(
  query: Knex.QueryBuilder,
  db: Knex,
  { author, text, after }: PageQuery,
): Knex.QueryBuilder {
  // SQLite takes the tables of a cross join in their order.
  query.joinRaw('cross join git_commits as c');
  joinRevision(query, 't', 'w.revision_id').whereRaw(
    `c.id = cp.commit_id and ${contains('t')}`,
  );
  if (after) {
    query.whereRaw('(c.ordinal, c.repository_id, c.sha) < (?, ?, ?)', [
      after.ordinal,
      after.repositoryId,
      after.sha,
    ]);
  }
  // SQLite's `like` heeds no case either, of ASCII.
  const like = isPostgres(db) ? 'ilike' : 'like';
  const has = (column: string) => `${column} ${like} ? escape '\\'`;
  if (author) {
    const part = `%${literal(author)}%`;
    query.whereRaw(`(${has('c.author_name')} or ${has('c.author_email')})`, [
      part,
      part,
    ]);
  }
  if (text) {
    query.where(either => {
      either.whereRaw(has('c.subject'), [`%${literal(text)}%`]);
      if (SHA_BEGINS.test(text)) {
        either.orWhereRaw("c.sha like ? escape '\\'", [
          `${text.toLowerCase()}%`,
        ]);
      }
    });
  }
  return query;
}
