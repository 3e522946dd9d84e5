import { Knex } from 'knex';
import { chunks } from './chunks';
import { Touch } from './readCommits';
import { SourceInput } from './readSources';
import { CommitRow } from './rows';
import { joinCounting, joinTouched } from './touched';

/** The inputs of whatever applications that these commits touch, for each commit. */
export async function readTouchedInputs(
  db: Knex,
  commits: ReadonlyArray<Pick<CommitRow, 'id'>>,
): Promise<Array<SourceInput & Touch>> {
  const found: Array<SourceInput & Touch> = [];
  for (const some of chunks(commits)) {
    const touched = joinTouched(db('git_commits as c'), db);
    const rows: Array<SourceInput & Touch> = await joinCounting(touched)
      .join('git_paths as path', 'path.id', 'i.path_id')
      .whereIn(
        'c.id',
        some.map(({ id }) => id),
      )
      .select(
        'c.id as commit_id',
        'i.application_id',
        'i.position',
        'i.path_id',
        'i.until',
        'path.path',
      );
    found.push(...rows);
  }
  return found;
}
