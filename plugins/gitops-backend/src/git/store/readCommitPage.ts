import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { literal } from '../../store/literal';
import { CommitPlace } from '../commitCursor';
import { Walk } from '../walks';
import { contains, joinRevision } from './containment';
import { counts } from './joinInputs';
import { numberRows } from './numberRows';
import { COMMIT_COLUMNS } from './readDeployedCommits';
import { CommitRow } from './rows';

export interface CommitOfPage extends CommitRow {
  repository_url: string;
  public_id: string;
}

export interface PageQuery {
  /** Part of the author's name or address, in any case. */
  author?: string;
  /** Part of the subject, in any case, or at least four digits that the SHA begins with. */
  text?: string;
  limit: number;
  after?: CommitPlace;
}

const SHA_BEGINS = /^[0-9a-f]{4,64}$/i;

/**
 * The newest commits of all walks together. Each walk is gone only as far as the page
 * can reach, along the index by path and order: a directory's whole history is never
 * sorted.
 */
export async function readCommitPage(
  db: Knex.Transaction,
  walks: readonly Walk[],
  query: PageQuery,
): Promise<CommitOfPage[]> {
  if (walks.length === 0) return [];
  // PostgreSQL takes all paths for equal, and would gather and sort a root's history.
  if (isPostgres(db)) await db.raw('set local enable_bitmapscan = off');
  const rows = numberRows(
    db,
    { path_id: 'integer', until: 'bigint', revision_id: 'integer' },
    walks.map(walk => [walk.pathId, walk.until, walk.revisionId]),
  );
  // One walk alone has that many; so whatever is older is not on the page.
  const last = matching(db.from('git_commit_paths as cp'), db, query)
    .orderBy('cp.ordinal', 'desc')
    .offset(query.limit - 1)
    .limit(1)
    .select('cp.ordinal')
    .as('ordinal');
  const [{ least }]: Array<{ least: number | string | null }> = await db
    .with('w', rows)
    .from(db.from('w').select(last).as('reach'))
    .max('reach.ordinal as least');
  const page = matching(
    db.with('w', rows).from('w').joinRaw('cross join git_commit_paths as cp'),
    db,
    query,
  );
  if (least !== null) page.where('cp.ordinal', '>=', least);
  return page
    .join('git_repositories as r', 'r.id', 'c.repository_id')
    .distinct(...COMMIT_COLUMNS, 'r.url as repository_url', 'r.public_id')
    .orderBy('c.ordinal', 'desc')
    .orderBy('c.repository_id', 'desc')
    .orderBy('c.sha', 'desc')
    .limit(query.limit);
}

/** Leaves the commits `c`, with their paths `cp`, that walk `w` leads to and that are asked for. */
function matching(
  query: Knex.QueryBuilder,
  db: Knex,
  { author, text, after }: PageQuery,
): Knex.QueryBuilder {
  // SQLite takes the tables of a cross join in their order.
  query.joinRaw('cross join git_commits as c');
  joinRevision(query, 't', 'w.revision_id').whereRaw(
    `cp.path_id = w.path_id and ${counts('w', 'cp')}
      and c.id = cp.commit_id and ${contains('t')}`,
  );
  if (after) {
    query
      .where('cp.ordinal', '<=', after.ordinal)
      .whereRaw('(c.ordinal, c.repository_id, c.sha) < (?, ?, ?)', [
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
