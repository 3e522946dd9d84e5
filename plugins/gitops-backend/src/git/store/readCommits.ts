import { Knex } from 'knex';
import { z } from 'zod';
import { jsonList } from './jsonList';
import { jsonRows } from './jsonRows';
import { Contains, Said, toContains } from './readContained';
import { COMMIT_COLUMNS } from './readDeployedCommits';
import { CommitRow } from './rows';

export interface CommitOfRepository extends CommitRow {
  repository_url: string;
  public_id: string;
}

/** A path that a commit touches. */
export interface Touch {
  path_id: number;
  commit_id: number;
}

/** What commits are held against. */
export interface Against {
  /** Paths, by id; asked for one by one, whatever else a commit touches. */
  pathIds: Iterable<number>;
  /** Of git_revisions. */
  revisionIds: Iterable<number>;
}

export interface CommitsRead {
  rows: CommitOfRepository[];
  /** Which of the paths they touch. */
  touches: Touch[];
  /** Which of the revisions contain them. */
  contains: Contains;
}

export const NO_COMMITS: CommitsRead = {
  rows: [],
  touches: [],
  contains: () => false,
};

/** Of a commit, lists of `jsonList`. */
interface Lists {
  touched: string | null;
  said: string | null;
}

const touchedSchema = z.array(z.tuple([z.int()]));
const saidSchema = z.array(z.tuple([z.int(), z.int()]));

/** The commits `c` of repositories `r` that `narrow` leaves; one statement. */
export async function readCommits(
  db: Knex,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  { pathIds, revisionIds }: Against = { pathIds: [], revisionIds: [] },
): Promise<CommitsRead> {
  const ids = (values: Iterable<number>) =>
    jsonRows(
      db,
      { id: 'integer' },
      Array.from(values, id => [id]),
    );
  const query = db
    .withMaterialized('asked_path', ids(pathIds))
    .withMaterialized('asked_revision', ids(revisionIds))
    .from('git_commits as c')
    .join('git_repositories as r', 'r.id', 'c.repository_id')
    .select(...COMMIT_COLUMNS, 'r.url as repository_url', 'r.public_id', {
      // SQLite takes the tables of a cross join in their order.
      touched: jsonList(
        db,
        ['cp.path_id'],
        db('asked_path').joinRaw(
          `cross join git_commit_paths as cp where cp.path_id = asked_path.id
            and cp.ordinal = c.ordinal and cp.commit_id = c.id`,
        ),
      ),
      said: jsonList(
        db,
        ['m.revision_id', 'case when m.contained then 1 else 0 end'],
        db('asked_revision').joinRaw(
          `cross join git_revision_commits as m
            where m.revision_id = asked_revision.id and m.commit_id = c.id`,
        ),
      ),
    });
  const rows: Array<CommitOfRepository & Lists> = await narrow(query);
  const touches: Touch[] = [];
  const all: Said[] = [];
  for (const { id, touched, said } of rows) {
    for (const [path_id] of touchedSchema.parse(JSON.parse(touched ?? '[]'))) {
      touches.push({ path_id, commit_id: id });
    }
    for (const each of saidSchema.parse(JSON.parse(said ?? '[]'))) {
      const [revision_id, contained] = each;
      all.push({ revision_id, commit_id: id, contained });
    }
  }
  return { rows, touches, contains: toContains(all) };
}
