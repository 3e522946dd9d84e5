import { Knex } from 'knex';
import { chunks } from './chunks';
import { CommitRow } from './rows';

type Commit = Pick<CommitRow, 'id' | 'on_trunk'>;

/** Whether a revision contains a commit, see `rows.ts`. */
export type Contains = (revisionId: number, commit: Commit) => boolean;

/** What these revisions say of these commits. */
export async function readContained(
  db: Knex,
  revisionIds: ReadonlySet<number>,
  commits: readonly Commit[],
): Promise<Contains> {
  const said = new Map<string, boolean>();
  for (const some of chunks(commits)) {
    for (const revisions of chunks(revisionIds)) {
      const rows: Array<{
        revision_id: number;
        commit_id: number;
        contained: boolean | number;
      }> = await db('git_revision_commits')
        .whereIn('revision_id', revisions)
        .whereIn(
          'commit_id',
          some.map(({ id }) => id),
        )
        .select('revision_id', 'commit_id', 'contained');
      for (const row of rows) {
        said.set(`${row.revision_id} ${row.commit_id}`, Boolean(row.contained));
      }
    }
  }
  return (revisionId, commit) =>
    said.get(`${revisionId} ${commit.id}`) ?? Boolean(commit.on_trunk);
}
