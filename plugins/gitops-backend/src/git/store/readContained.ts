import { Knex } from 'knex';
import { chunks } from './chunks';
import { CommitRow } from './rows';

type Commit = Pick<CommitRow, 'id' | 'on_trunk'>;

/** Whether a revision contains a commit, see `rows.ts`. */
export type Contains = (revisionId: number, commit: Commit) => boolean;

/** What a revision says of a commit. */
export interface Said {
  revision_id: number;
  commit_id: number;
  contained: boolean | number;
}

export function toContains(said: Iterable<Said>): Contains {
  const answers = new Map<string, boolean>();
  for (const { revision_id, commit_id, contained } of said) {
    answers.set(`${revision_id} ${commit_id}`, Boolean(contained));
  }
  return (revisionId, commit) =>
    answers.get(`${revisionId} ${commit.id}`) ?? Boolean(commit.on_trunk);
}

/** What these revisions say of these commits. */
export async function readContained(
  db: Knex,
  revisionIds: ReadonlySet<number>,
  commits: readonly Commit[],
): Promise<Contains> {
  const said: Said[] = [];
  for (const some of chunks(commits)) {
    for (const revisions of chunks(revisionIds)) {
      const rows: Said[] = await db('git_revision_commits')
        .whereIn('revision_id', revisions)
        .whereIn(
          'commit_id',
          some.map(({ id }) => id),
        )
        .select('revision_id', 'commit_id', 'contained');
      said.push(...rows);
    }
  }
  return toContains(said);
}
