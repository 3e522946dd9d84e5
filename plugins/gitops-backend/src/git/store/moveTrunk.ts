import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { Landed, Landing } from '../log/landings';
import { chunks } from './chunks';
import { jsonRows } from './jsonRows';

export interface TrunkMove {
  repositoryId: number;
  /** Commits that the default branch now has, and did not have. */
  joins: readonly string[];
  /** Commits that it had, and has no more: somebody has rewritten it. */
  leaves: readonly string[];
  /** Of those that join. */
  landings: ReadonlyMap<string, Landed>;
  /** Of those that stay, and have now come in another way than they had. */
  relanded: ReadonlyMap<string, Landing>;
  /** Those that were just written as what they are to it. */
  placed: ReadonlySet<string>;
  /** Nobody ever saw the trunk: there is no revision that could differ from it. */
  first: boolean;
  /** It is found anew: commits came when they were seen to come. */
  rebuild: boolean;
}

const SHAS = 5_000;

/**
 * Commits change sides: what a revision contains does not, so every revision
 * gets or loses the rows that say where it differs from the trunk.
 */
export async function moveTrunk(
  tx: Knex.Transaction,
  move: TrunkMove,
): Promise<void> {
  const { repositoryId, joins, leaves, landings, placed } = move;
  const known = joins.filter(sha => !placed.has(sha));
  for (const shas of chunks(known, SHAS)) {
    await turn(tx, repositoryId, shas, true);
  }
  for (const shas of chunks(leaves, SHAS)) {
    await turn(tx, repositoryId, shas, false);
  }
  if (!move.first) {
    for (const shas of chunks(joins, SHAS)) {
      await keepContained(tx, repositoryId, shas, true);
    }
    for (const shas of chunks(leaves, SHAS)) {
      await keepContained(tx, repositoryId, shas, false);
    }
  }
  function* landed(): Generator<LandedRow> {
    for (const sha of known) {
      const it = landings.get(sha);
      if (it) yield [sha, it.at, it.mainline, it.place];
    }
    for (const [sha, it] of move.relanded) {
      yield [sha, null, it.mainline, it.place];
    }
  }
  for (const rows of chunks(landed(), SHAS)) {
    await markLanded(tx, repositoryId, rows, move.rebuild);
  }
}

function commitsOf(
  tx: Knex.Transaction,
  repositoryId: number,
  shas: readonly string[],
): Knex.QueryBuilder {
  const commits = tx('git_commits as c').where({
    'c.repository_id': repositoryId,
  });
  return whereIn(commits, tx, 'c.sha', shas);
}

async function turn(
  tx: Knex.Transaction,
  repositoryId: number,
  shas: readonly string[],
  onTrunk: boolean,
): Promise<void> {
  await whereIn(
    tx('git_commits').where({ repository_id: repositoryId }),
    tx,
    'sha',
    shas,
  ).update({ on_trunk: onTrunk, ...(onTrunk ? {} : { landing: null }) });
}

async function keepContained(
  tx: Knex.Transaction,
  repositoryId: number,
  shas: readonly string[],
  onTrunk: boolean,
): Promise<void> {
  const commits = commitsOf(tx, repositoryId, shas);
  await tx(
    tx.raw('?? (??, ??, ??)', [
      'git_revision_commits',
      'revision_id',
      'commit_id',
      'contained',
    ]),
  ).insert(
    commits
      .clone()
      .join('git_revisions as r', 'r.repository_id', 'c.repository_id')
      .where({ 'r.state': 'known' })
      .whereNotExists(
        tx('git_revision_commits as rc')
          .select(tx.raw('1'))
          .whereRaw('rc.revision_id = r.id and rc.commit_id = c.id'),
      )
      .select('r.id', 'c.id', tx.raw(onTrunk ? 'false' : 'true')),
  );
  await tx('git_revision_commits')
    .where({ contained: onTrunk })
    .whereIn('commit_id', commits.clone().select('c.id'))
    .delete();
}

type LandedRow = [
  sha: string,
  at: number | null,
  mainline: boolean,
  place: number | null,
];

async function markLanded(
  tx: Knex.Transaction,
  repositoryId: number,
  rows: readonly LandedRow[],
  keepTimes: boolean,
): Promise<void> {
  const columns = {
    sha: 'text',
    at: 'bigint',
    mainline: 'boolean',
    place: 'integer',
  } as const;
  await tx.raw(
    `update git_commits
      set landed_at = coalesce(${
        keepTimes ? 'landed_at, v.at' : 'v.at, landed_at'
      }), mainline = v.mainline, landing = v.place
      from (?) as v where git_commits.repository_id = ? and git_commits.sha = v.sha`,
    [jsonRows(tx, columns, rows), repositoryId],
  );
}
