import { Knex } from 'knex';
import { Landing } from '../log/landings';
import { chunks } from './chunks';

export interface TrunkMove {
  repositoryId: number;
  /** Commits that the default branch now has, and did not have. */
  joins: readonly string[];
  /** Commits that it had, and has no more: somebody has rewritten it. */
  leaves: readonly string[];
  landings: ReadonlyMap<string, Landing>;
  /** Those of `joins` that were just written, with the trunk in mind. */
  inserted: ReadonlySet<string>;
}

/**
 * Commits change sides: what a revision contains does not, so every revision
 * gets or loses the rows that say where it differs from the trunk.
 */
export async function moveTrunk(
  tx: Knex.Transaction,
  move: TrunkMove,
): Promise<void> {
  await turn(tx, move.repositoryId, move.joins, true);
  await turn(tx, move.repositoryId, move.leaves, false);
  const known = move.joins.filter(sha => !move.inserted.has(sha));
  await markLandings(tx, move.repositoryId, known, move.landings);
}

async function turn(
  tx: Knex.Transaction,
  repositoryId: number,
  shas: readonly string[],
  onTrunk: boolean,
): Promise<void> {
  for (const chunk of chunks(shas)) {
    const commits = tx('git_commits')
      .where({ repository_id: repositoryId })
      .whereIn('sha', chunk);
    await commits.clone().update({ on_trunk: onTrunk });
    await tx(
      tx.raw('?? (??, ??, ??)', [
        'git_revision_commits',
        'revision_id',
        'commit_id',
        'contained',
      ]),
    ).insert(
      tx('git_revisions as r')
        .join('git_commits as c', 'c.repository_id', 'r.repository_id')
        .where({ 'r.repository_id': repositoryId, 'r.state': 'known' })
        .whereIn('c.sha', chunk)
        .whereNotExists(
          tx('git_revision_commits as rc')
            .select(tx.raw('1'))
            .whereRaw('rc.revision_id = r.id and rc.commit_id = c.id'),
        )
        .select('r.id', 'c.id', tx.raw(onTrunk ? 'false' : 'true')),
    );
    await tx('git_revision_commits')
      .where({ contained: onTrunk })
      .whereIn('commit_id', commits.clone().select('id'))
      .delete();
  }
}

/** For commits that were known before, from another branch. */
export async function markLandings(
  tx: Knex.Transaction,
  repositoryId: number,
  shas: readonly string[],
  landings: ReadonlyMap<string, Landing>,
): Promise<void> {
  for (const sha of shas) {
    const landing = landings.get(sha);
    if (!landing) continue;
    await tx('git_commits')
      .where({ repository_id: repositoryId, sha })
      .update({ landed_at: landing.at, mainline: landing.mainline });
  }
}
