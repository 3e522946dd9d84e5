import { Knex } from 'knex';

/** What the default branch of repositories is called, as their hosts say it; by `Repository.key`. */
export async function readDefaultBranches(
  db: Knex,
): Promise<Map<string, string>> {
  const rows: Array<{ key: string; default_branch: string }> = await db(
    'git_repositories',
  )
    .whereNotNull('default_branch')
    .select('key', 'default_branch');
  return new Map(
    rows.map(row => [
      row.key,
      row.default_branch.replace(/^refs\/heads\//, ''),
    ]),
  );
}
