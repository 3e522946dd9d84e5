import { Knex } from 'knex';
import { Rename } from '../log/renames';
import { insertRows } from './insertRows';

/** What one commit renamed. */
export interface CommitRenames {
  id: number;
  ordinal: number;
  renames: readonly Rename[];
}

export async function insertRenames(
  tx: Knex.Transaction,
  repositoryId: number,
  found: readonly CommitRenames[],
): Promise<void> {
  await insertRows(
    tx,
    'git_renames',
    {
      repository_id: 'integer',
      commit_id: 'integer',
      ordinal: 'bigint',
      from_path: 'text',
      to_path: 'text',
    },
    found.flatMap(({ id, ordinal, renames }) =>
      renames.map(({ from, to }) => [repositoryId, id, ordinal, from, to]),
    ),
  );
}
