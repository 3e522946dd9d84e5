import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';
import { joinCounting, joinTouched } from '../../git/store/touched';

/** The applications whose inputs these commits touch. */
export async function applicationsOf(
  db: Knex,
  commitIds: readonly number[],
): Promise<string[]> {
  const found = new Set<string>();
  for (const chunk of chunks(commitIds)) {
    const touched = joinTouched(db('git_commits as c'), db);
    const rows: Array<{ application_id: string }> = await joinCounting(touched)
      .whereIn('c.id', chunk)
      .distinct('i.application_id');
    for (const row of rows) found.add(row.application_id);
  }
  return [...found];
}
