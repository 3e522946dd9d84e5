import { Knex } from 'knex';
import { Rename } from '../log/renames';
import { chunks } from './chunks';
import { jsonRows } from './jsonRows';

const RENAMES = 4_000;

/** @param found - by commits that are there */
export async function insertRenames(
  tx: Knex.Transaction,
  repositoryId: number,
  found: ReadonlyMap<string, readonly Rename[]>,
): Promise<void> {
  const rows = [...found].flatMap(([sha, renames]) =>
    renames.map(({ from, to }) => [sha, from, to]),
  );
  const columns = { sha: 'text', from_path: 'text', to_path: 'text' } as const;
  for (const some of chunks(rows, RENAMES)) {
    await tx.raw(
      `insert into git_renames
        (repository_id, commit_id, ordinal, from_path, to_path)
        select c.repository_id, c.id, c.ordinal, v.from_path, v.to_path
        from (?) as v join git_commits as c on c.sha = v.sha
        where c.repository_id = ? on conflict do nothing`,
      [jsonRows(tx, columns, some), repositoryId],
    );
  }
}
