import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';
import { counts } from '../../git/store/joinInputs';

/** The applications whose inputs these commits touch. */
export async function applicationsOf(
  db: Knex,
  commitIds: readonly number[],
): Promise<string[]> {
  const found = new Set<string>();
  for (const chunk of chunks(commitIds)) {
    const rows: Array<{ application_id: string }> = await db(
      'git_commit_paths as cp',
    )
      .joinRaw(
        `join git_inputs as i on i.path_id = cp.path_id and ${counts(
          'i',
          'cp',
        )}`,
      )
      .whereIn('cp.commit_id', chunk)
      .distinct('i.application_id');
    for (const row of rows) found.add(row.application_id);
  }
  return [...found];
}
