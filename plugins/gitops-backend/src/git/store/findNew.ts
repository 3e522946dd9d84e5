import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { CommitOrder } from '../log/commitOrder';
import { LoggedCommit } from '../log/parseLog';

/**
 * The commits that are not there yet.
 *
 * @param orders - those of all others are added, and those of their parents
 */
export async function findNew(
  tx: Knex.Transaction,
  repositoryId: number,
  commits: readonly LoggedCommit[],
  orders: Map<string, CommitOrder>,
): Promise<LoggedCommit[]> {
  const asked = commits.map(commit => commit.sha);
  const inBatch = new Set(asked);
  for (const { parents } of commits) {
    for (const parent of parents) {
      if (!orders.has(parent) && !inBatch.has(parent)) asked.push(parent);
    }
  }
  const rows: Array<{
    sha: string;
    order_seconds: number | string;
    generation: number;
  }> = await whereIn(
    tx('git_commits').where({ repository_id: repositoryId }),
    tx,
    'sha',
    asked,
  ).select('sha', 'order_seconds', 'generation');
  const present = new Set<string>();
  for (const row of rows) {
    present.add(row.sha);
    orders.set(row.sha, {
      seconds: Number(row.order_seconds),
      generation: row.generation,
    });
  }
  return commits.filter(commit => !present.has(commit.sha));
}

/** Whether anything of a repository was ever indexed. */
export async function hasCommits(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<boolean> {
  const any = await tx('git_commits')
    .where({ repository_id: repositoryId })
    .first('id');
  return any !== undefined;
}
